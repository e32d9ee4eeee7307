import staticAdapter from '@sveltejs/adapter-static';
import { moveScripts } from './build/boot-scripts.js';

const FOLDER = '../../dist/web';

/** Precompressed static files for any web server, without inline scripts, so that the CSP stays strict. */
const adapter = {
  name: 'onasty-static',
  async adapt(builder) {
    await staticAdapter({ pages: FOLDER, assets: FOLDER }).adapt(builder);
    await moveScripts(FOLDER);
    await builder.compress(FOLDER);
  },
};

export default {
  kit: {
    adapter,
    // Paths such as /secret/… share one page, so its files have absolute URLs.
    paths: { relative: false },
    // Some pages are linked from mails only.
    prerender: { entries: ['*'], crawl: false },
  },
};
