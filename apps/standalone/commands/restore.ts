import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { restoreBackup } from '#libs/database';
import { runCommand } from '#libs/lifecycle';
import { printError } from '#libs/observability';
import { openInstallation } from './find-installation.js';

const USAGE =
  'npm run onasty -- restore <file> [--key <file>]\nrestores into the new database of DATABASE_URL or DATA_DIR. --key names the file of the private key of an encrypted backup.\n';
const [file, option, keyFile, ...rest] = process.argv.slice(2);

const isValid = option === undefined || (option === '--key' && keyFile !== undefined);

await runCommand(async (printLine) => {
  if (file === undefined || file.startsWith('-') || !isValid || rest.length > 0) {
    printError(USAGE);
    process.exitCode = 2;
    return;
  }
  const { url, close } = await openInstallation();
  try {
    const key = keyFile === undefined ? undefined : await readFile(keyFile, 'utf8');
    printLine(`restored ${await restoreBackup(url, resolve(file), key)} rows; every session has ended`);
  } finally {
    await close();
  }
});
