import { resolve } from 'node:path';
import { restoreBackup } from '#libs/database';
import { runCommand } from '#libs/lifecycle';
import { printError } from '#libs/observability';
import { openInstallation } from './find-installation.js';

const USAGE =
  'npm run onasty -- restore <file>\nrestores into the new database of DATABASE_URL or DATA_DIR\n';
const [file, ...rest] = process.argv.slice(2);

await runCommand(async (printLine) => {
  if (file === undefined || file.startsWith('-') || rest.length > 0) {
    printError(USAGE);
    process.exitCode = 2;
    return;
  }
  const { url, close } = await openInstallation();
  try {
    printLine(`restored ${await restoreBackup(url, resolve(file))} rows; every session has ended`);
  } finally {
    await close();
  }
});
