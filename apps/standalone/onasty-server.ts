#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';

/** `onasty-server`, also behind `npm start`. Each command loads only when it runs. */
const USAGE = `onasty-server [command]

  start                 core, mailer, web UI and PostgreSQL in one process (default)
  accounts <command>    accounts of an installation: list, invite, block and more
  keys <command>        keys that stored data needs: lost, erase
  backup <file>         writes accounts and the records of notes to a file
  restore <file>        reads such a file into a new database
  backup-key <file>     creates the key pair that encrypts backups (BACKUP_RECIPIENT)
  mail-dead <command>   mails that could not be sent: list, redrive
  mail-test <address>   sends a test mail
  --help, --version

Variables of the process configure it, or those of a file:
  HTTP_PORT=3000        port of the web UI and the API
  FRONTEND_URL          public address, if it is not http://localhost:3000
  SMTP_URL              mail server; without it, mails are stored and shown on this machine
  DATA_DIR              data folder, with the database and the secrets

An installed package reads ~/.config/onasty/onasty.env and stores its data in ~/.local/share/onasty,
or in the folders of XDG_CONFIG_HOME and XDG_DATA_HOME.
`;

/** Collect garbage earlier than V8 would: half the memory at the same speed. `start:core` has the same. */
const MEMORY_FLAGS = ['--max-semi-space-size=8', '--heap-growing-percent=20'];

const COMMANDS = new Map<string, () => Promise<unknown>>([
  ['start', () => import('./main.js')],
  ['accounts', () => import('./commands/accounts.js')],
  ['keys', () => import('./commands/keys.js')],
  ['backup', () => import('./commands/backup.js')],
  ['backup-key', () => import('./commands/backup-key.js')],
  ['restore', () => import('./commands/restore.js')],
  ['mail-dead', () => import('./commands/mail-dead.js')],
  ['mail-test', () => import('../mailer/commands/mail-test.js')],
  ['--help', async () => process.stdout.write(USAGE)],
  ['--version', () => import('./commands/version.js')],
]);

for (const flag of MEMORY_FLAGS) setFlagsFromString(flag);
const [name = 'start'] = process.argv.slice(2);
const command = COMMANDS.get(name);
if (command === undefined) {
  process.stderr.write(USAGE);
  process.exitCode = 2;
} else {
  // The command reads its own parameters.
  process.argv.splice(2, 1);
  await command();
}
