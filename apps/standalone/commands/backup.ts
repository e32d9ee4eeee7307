import { resolve } from 'node:path';
import { writeBackup } from '#libs/database';
import { runCommand } from '#libs/lifecycle';
import { printError } from '#libs/observability';
import { openInstallation } from './find-installation.js';

const USAGE = `npm run onasty -- backup <new file> [--with-content]
--with-content includes unread notes, for a move to another database. Delete such a file afterwards.
`;
const [file, option, ...rest] = process.argv.slice(2);
const withContent = option === '--with-content';

await runCommand(async (printLine) => {
  if (
    file === undefined ||
    file.startsWith('-') ||
    (option !== undefined && !withContent) ||
    rest.length > 0
  ) {
    printError(USAGE);
    process.exitCode = 2;
    return;
  }
  const { url, config, close } = await openInstallation();
  try {
    const rows = await writeBackup(url, resolve(file), { withContent, recipient: config.backups.recipient });
    printLine(`backed up ${rows} rows to ${file}`);
    printLine('keep secrets.json of DATA_DIR, or your own key rings, apart from it: a restore needs both');
  } finally {
    await close();
  }
});
