import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { defaultClientConditions, defaultServerConditions, defineConfig, type Plugin } from 'vite';

/** SvelteKit hides its announcement of page changes by a style attribute, which the CSP forbids; app.css hides it. */
const withoutStyleAttributes: Plugin = {
  name: 'without-style-attributes',
  enforce: 'pre',
  transform(code, id) {
    return id.endsWith('generated/root.svelte') ? code.replace(/ style="[^"]*"/g, '') : null;
  },
};

const SHARED =
  /node_modules\/(svelte|@sveltejs)|libs\/(api-client|note-crypto)|lib\/(accounts\/next-path|api|paraglide|problems|session|theme|ui|[a-z-]+(\.svelte)?\.ts)/;
const LISTS =
  /lib\/(note-list|ui\/confirm)|messages\/(list_(?!name)|notes_(count|empty|filter|more|looking|session)|receipt_(delete|forg)|delet)/;
const ACCOUNTS =
  /lib\/(accounts\/(?!next-path)|profile)|forms\/(Email|New|Current)|messages\/(mail_|mailbox_|change_email|new_password|reset_|sign_in_|sign_up_title|sso_only_title|email_|insecure_sign)/;

export default defineConfig({
  plugins: [
    withoutStyleAttributes,
    paraglideVitePlugin({
      project: './project.inlang',
      outdir: './src/lib/paraglide',
      strategy: ['preferredLanguage', 'baseLocale'],
      emitTsDeclarations: true,
    }),
    sveltekit(),
  ],
  build: {
    rolldownOptions: {
      output: {
        // Few files: on a slow network, a request costs more than a kilobyte that a page does not use.
        codeSplitting: {
          groups: [
            { name: 'styles', test: /type=style|\.css$/, priority: 3 },
            {
              name: 'links',
              test: /lib\/links/,
              minShareCount: 2,
              priority: 2,
            },
            {
              name: 'shared',
              test: (id: string) => SHARED.test(id) && !LISTS.test(id) && !ACCOUNTS.test(id),
              minShareCount: 2,
              priority: 3,
            },
            { name: 'lists', test: LISTS, minShareCount: 2, priority: 1 },
            { name: 'accounts', test: ACCOUNTS, minShareCount: 2, priority: 1 },
            { name: 'notes', minShareCount: 2 },
          ],
        },
      },
    },
  },
  // Libraries are built from source, so that the web UI builds without the server.
  resolve: { conditions: ['source', ...defaultClientConditions] },
  ssr: {
    resolve: { conditions: ['source', ...defaultServerConditions] },
    // The root of node_modules contains another version.
    noExternal: ['cookie'],
  },
});
