import staticAdapter from '@sveltejs/adapter-static';
import { moveInlineScripts } from './build/inline-scripts.js';

const FOLDER = '../../dist/web';

/** Static files that any web server can serve, compressed beforehand, without inline scripts: the CSP stays strict. */
const adapter = {
  name: 'onasty-static',
  async adapt(builder) {
    await staticAdapter({ pages: FOLDER, assets: FOLDER, fallback: '200.html' }).adapt(builder);
    await moveInlineScripts(FOLDER);
    await builder.compress(FOLDER);
  },
};

export default {
  kit: {
    adapter,
    // Addresses such as /secret/… share one page, so its files must not be looked for beside it.
    paths: { relative: false },
    // Some pages are linked from mails alone.
    prerender: { entries: ['*'], crawl: false },
  },
};
