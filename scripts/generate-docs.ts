import { spawnSync } from 'node:child_process';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { openApiDocument } from '#built/apps/core/openapi/openapi-document.js';
import { configurationPage } from './docs/configuration-page.js';
import { createDocumentedCore } from './docs/documented-core.js';
import { metricsPage } from './docs/metrics-page.js';
import { writeFormatted } from './write-formatted.js';

/**
 * `npm run docs:gen`: writes what is derived from the built code and from measurements. It runs without the condition
 * `source`, so that `#libs` and `#built` are compiled modules: tsx emits no decorator metadata.
 */
const core = await createDocumentedCore();
const document = openApiDocument(core);
const schema = astToString(await openapiTypescript(JSON.parse(JSON.stringify(document))));

await writeFormatted('docs/openapi.json', JSON.stringify(document, null, 2));
await writeFormatted('docs/configuration.md', configurationPage());
await writeFormatted('docs/metrics.md', metricsPage(core));
await writeFormatted(
  'libs/api-client/schema.d.ts',
  `// Generated from docs/openapi.json by \`npm run docs:gen\`.\n\n${schema}`,
);
run('infra/write-generated.ts');
run('--conditions=source', 'e2e/lab/lab.ts', 'scaling', '--write');
// The app that describes the API holds timers.
process.exit(0);

function run(...parameters: string[]): void {
  const { status } = spawnSync(process.execPath, ['--import=tsx', ...parameters], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
