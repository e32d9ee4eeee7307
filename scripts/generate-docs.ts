import { writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { apiDocument } from './docs/api-document.js';
import { configurationPage } from './docs/configuration-page.js';

/** Writes the documents that come from code: docs/openapi.json and docs/configuration.md. `npm run check` compares them. */
const files = {
  'docs/openapi.json': `${JSON.stringify(await apiDocument(), null, 2)}\n`,
  'docs/configuration.md': configurationPage(),
};

for (const [path, text] of Object.entries(files)) {
  const options = await resolveConfig(path);
  await writeFile(path, path.endsWith('.json') ? text : await format(text, { ...options, filepath: path }));
}
process.exit(0);
