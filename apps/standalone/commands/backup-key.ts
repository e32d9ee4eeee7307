import { writeFile } from 'node:fs/promises';
import { generateBackupKey } from '#libs/database';
import { runCommand } from '#libs/lifecycle';
import { printError } from '#libs/observability';

const [file, ...rest] = process.argv.slice(2);

await runCommand(async (printLine) => {
  if (file === undefined || file.startsWith('-') || rest.length > 0) {
    printError('npm run onasty -- backup-key <new file>\n');
    process.exitCode = 2;
    return;
  }
  const key = await generateBackupKey();
  await writeFile(file, key.file, { mode: 0o600, flag: 'wx' });
  printLine(`BACKUP_RECIPIENT=${key.recipient}`);
  printLine(`a restore needs ${file}: keep it apart from this machine`);
});
