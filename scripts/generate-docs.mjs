import { writeFile } from 'node:fs/promises';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { format, resolveConfig } from 'prettier';
import { apiDocument } from './docs/api-document.mjs';
import { configurationPage } from './docs/configuration-page.mjs';
import { metricsPage } from './docs/metrics-page.mjs';

/** Writes what comes from the built code: the API's document and its types, the pages of configuration and metrics. */
const document = await apiDocument();
const banner = '// Generated from docs/openapi.json by `npm run docs:gen`.\n\n';
const files = {
  'docs/openapi.json': `${JSON.stringify(document, null, 2)}\n`,
  'docs/configuration.md': configurationPage(),
  'docs/metrics.md': metricsPage(),
  'libs/api-client/schema.d.ts':
    banner + astToString(await openapiTypescript(JSON.parse(JSON.stringify(document)))),
};

for (const [path, text] of Object.entries(files)) {
  await writeFile(path, await format(text, { ...(await resolveConfig(path)), filepath: path }));
}
process.exit(0);
