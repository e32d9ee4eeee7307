import { readFile, rm } from 'node:fs/promises';
import { sep } from 'node:path';
import { rolldown, type Plugin, type RolldownLog } from 'rolldown';
import { licences } from './licences.js';
import { packageFiles } from './package-files.js';

const PROGRAMS = ['core', 'mailer', 'standalone'];
/** Commands of a program. */
const COMMANDS: Record<string, Record<string, string>> = {
  core: {
    accounts: 'dist/apps/core/commands/accounts.js',
    keys: 'dist/apps/core/commands/keys.js',
    'mail-dead': 'dist/libs/mail-outbox/commands/mail-dead.js',
    migrate: 'dist/libs/database/commands/migrate.js',
  },
  standalone: {
    'onasty-server': 'dist/apps/standalone/onasty-server.js',
    accounts: 'dist/apps/standalone/commands/accounts.js',
    keys: 'dist/apps/standalone/commands/keys.js',
    'mail-dead': 'dist/apps/standalone/commands/mail-dead.js',
  },
  mailer: {
    'export-nats': 'dist/apps/mailer/commands/export-nats.js',
    'mail-test': 'dist/apps/mailer/commands/mail-test.js',
  },
};

/** Optional peers of Nest and its packages that Onasty does not install. */
const NOT_INSTALLED =
  /^(@nestjs\/(microservices|websockets|platform-express)|class-(validator|transformer)|@fastify\/(multipart|view)|pg-native)(\/|$)/;

/** Importing one of them has no effect, unlike importing a command. */
const LIBRARY = /[\\/]dist[\\/]libs[\\/](?!.*[\\/]commands[\\/])/;

/** Passes on the compiler's source maps, which lead on to the sources. */
const compilerMaps: Plugin = {
  name: 'compiler-maps',
  async load(file) {
    if (file.includes(`${sep}node_modules${sep}`) || !file.endsWith('.js')) return null;
    const map = await readFile(`${file}.map`, 'utf8').catch(() => null);
    return map === null ? null : { code: await readFile(file, 'utf8'), map };
  },
};

/**
 * Bundles each compiled program with the packages that it imports: reading over a thousand files is most of a program's
 * start time otherwise. See docs/decisions/0014-bundled-programs.md.
 */
for (const program of PROGRAMS) {
  const folder = `dist/bundles/${program}`;
  await rm(folder, { recursive: true, force: true });
  const bundle = await rolldown({
    input: { main: `dist/apps/${program}/main.js`, ...COMMANDS[program] },
    platform: 'node',
    plugins: [compilerMaps, packageFiles(folder), licences],
    external: NOT_INSTALLED,
    // A program loads what it uses of a library, and nothing that the rest of the library needs.
    treeshake: { moduleSideEffects: [{ test: LIBRARY, sideEffects: false }] },
    onLog: (level, { code, message }: RolldownLog) => {
      // A missing package must fail the build and not the start of the program.
      if (code !== 'INEFFECTIVE_DYNAMIC_IMPORT') throw new Error(`${level}: ${message}`);
    },
  });
  // Schemas and errors are named after their classes.
  await bundle.write({
    dir: folder,
    format: 'esm',
    keepNames: true,
    minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
    sourcemap: true,
    sourcemapExcludeSources: true,
  });
}
