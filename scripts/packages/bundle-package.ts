import { rolldown } from 'rolldown';
import { version } from './manifests.js';

/** Bundles TypeScript sources with all packages that they import. */
export async function bundlePackage(
  entry: string,
  file: string,
  format: 'esm' | 'cjs' = 'esm',
): Promise<void> {
  const isProgram = entry.startsWith('apps/');
  const bundle = await rolldown({
    input: entry,
    platform: isProgram ? 'node' : 'neutral',
    resolve: { conditionNames: ['source', 'import', 'node', 'default'] },
    transform: { define: { ONASTY_VERSION: JSON.stringify(version) } },
    onLog: (level, { message }) => {
      throw new Error(`${level}: ${message}`);
    },
  });
  await bundle.write({ file, format, codeSplitting: false });
}
