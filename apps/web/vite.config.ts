import { fileURLToPath } from 'node:url';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import settings from './project.inlang/settings.json' with { type: 'json' };
import { defaultClientConditions, defaultServerConditions, defineConfig, type Plugin } from 'vite';

/** SvelteKit hides its announcement of page changes by a style attribute, which the CSP forbids; app.css hides it. */
const withoutStyleAttributes: Plugin = {
  name: 'without-style-attributes',
  enforce: 'pre',
  transform(code, id) {
    return id.endsWith('generated/root.svelte') ? code.replace(/ style="[^"]*"/g, '') : null;
  },
};

/** Paraglide chooses a locale in each message; with a single one, its text suffices. */
const withSingleLocale: Plugin = {
  name: 'with-single-locale',
  enforce: 'post',
  transform(code, id) {
    const isMessage =
      id.includes('paraglide/messages/') && !id.endsWith('_index.js') && settings.locales.length === 1;
    return isMessage ? code.replace(/export const (\w+) = [^]*$/, 'export { en_$1 as $1 };') : null;
  },
};

/** Prerendered pages load no data, so SvelteKit has nothing to decode. */
const withoutLoadData: Plugin = {
  name: 'without-load-data',
  enforce: 'pre',
  resolveId: (id, _importer, { ssr }) => (id === 'devalue' && !ssr ? LOAD_DATA : null),
};

const LOAD_DATA = fileURLToPath(new URL('build/load-data.js', import.meta.url));

/** The app, its layout and its error page, which SvelteKit loads with every page. */
const APP = /client-optimized\/(app|nodes\/[01])\.|src\/(routes\/\+(layout|error)|hooks\.client)/;
const SHARED =
  /node_modules\/(svelte|@sveltejs)|libs\/(api-client|note-crypto)|lib\/(accounts\/next-path|api|paraglide|problems|session|theme|ui|[a-z-]+(\.svelte)?\.ts)/;
const LISTS =
  /lib\/(note-list|ui\/confirm)|messages\/(list_(?!name)|notes_(count|empty|filter|more|looking|session)|receipt_(delete|forg)|delet)/;
const ACCOUNTS =
  /lib\/(accounts\/(?!next-path)|profile|api\/accounts|session\/(?!session-hint)|problems\/(LoadFailure|account|problem-text))|forms\/(Email|New|Current|Submit|submission)|api-client\/(account|http\/paging)|messages\/(account_problem|mail_|mailbox_|change_email|new_password|reset_|sign_in_|sign_up_|sso_only_|email_|insecure_sign|link_(field|incomplete|used|expired|unknown))/;
/** Shown only once an option is opened. */
const OPTIONS =
  /compose\/options\/(ExpiryOption|ReadLimit|Password|generate)|lib\/notices\/(?!stored)|notices-client|ui\/(Choices|forms\/(StrengthMeter|password-strength))|messages\/(reading_(legend|fixed|\w+_long)|expiry_(legend|fixed|time)|password_(generate|copy|hint|required)|notices?_(?!none|on\.)|strength)/;
/** Styles of components that neither the start page nor the page of a note shows at first. */
const LATER_STYLES =
  /lib\/(accounts|profile|own-notes|note-list|notices|compose\/(options\/(?!ExpirySummary)|result)|ui\/(confirm|forms\/(?!PasswordField))|receipts)[^?]*\?.*type=style/;

function isShared(id: string): boolean {
  return SHARED.test(id) && ![LISTS, ACCOUNTS, OPTIONS].some((group) => group.test(id));
}

export default defineConfig({
  plugins: [
    withoutStyleAttributes,
    withSingleLocale,
    withoutLoadData,
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
      treeshake: { moduleSideEffects: [{ test: /\/libs\//, sideEffects: false }] },
      output: {
        // Few files: on a slow network, a request costs more than a kilobyte that a page does not use.
        codeSplitting: {
          groups: [
            { name: 'later-styles', test: LATER_STYLES, priority: 6 },
            { name: 'styles', test: /type=style|\.css$/, priority: 5 },
            {
              name: 'links',
              test: /lib\/links\/(?!repair)/,
              minShareCount: 2,
              priority: 2,
            },
            { name: 'app', test: APP, priority: 4 },
            { name: 'shared', test: isShared, minShareCount: 2, priority: 3 },
            { name: 'lists', test: LISTS, minShareCount: 2, priority: 1 },
            { name: 'accounts', test: ACCOUNTS, minShareCount: 2, priority: 1 },
            { name: 'notes', test: (id) => !OPTIONS.test(id), minShareCount: 2, priority: 1 },
            { name: 'options', minShareCount: 2 },
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
