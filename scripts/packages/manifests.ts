import { readFileSync } from 'node:fs';

interface RootManifest {
  version: string;
  license: string;
  engines: Record<string, string>;
}

export interface Package {
  /** Folder in dist/packages. */
  folder: string;
  source: string;
  entry: string;
  manifest: Record<string, unknown>;
}

const { version, license, engines }: RootManifest = JSON.parse(readFileSync('package.json', 'utf8'));
export { version };

const common = { version, license, type: 'module', engines };
/** Everything is exported by index.js, and importing it does nothing. */
const library = (types: string) => ({
  exports: { '.': { types, default: './index.js' } },
  types,
  sideEffects: false,
});

/** Packages that are published to npm, bundled to one file each without dependencies. */
export const PACKAGES: readonly Package[] = [
  {
    folder: 'note-crypto',
    source: 'libs/note-crypto',
    entry: 'index',
    manifest: {
      name: '@onasty/note-crypto',
      description: 'End-to-end encryption of one-time notes on WebCrypto.',
      ...common,
      ...library('./types/note-crypto/index.d.ts'),
    },
  },
  {
    folder: 'client',
    source: 'libs/api-client',
    entry: 'index',
    manifest: {
      name: '@onasty/client',
      description: 'Send and read one-time notes, sealed end to end, and verify webhooks.',
      ...common,
      ...library('./types/api-client/index.d.ts'),
    },
  },
  {
    folder: 'onasty',
    source: 'apps/cli',
    entry: 'main',
    manifest: {
      name: 'onasty',
      description: 'Share notes that can be read once, sealed end to end, on the command line.',
      ...common,
      bin: { onasty: 'main.js' },
      man: ['onasty.1'],
    },
  },
];
