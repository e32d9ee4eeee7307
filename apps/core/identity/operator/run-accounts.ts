import type { Config, Secret } from '#libs/config';
import { createLogger, errorMessage } from '#libs/observability';
import { runAccountsCommand } from './accounts-command.js';
import { openAccountOperations } from './open-account-operations.js';

/** Runs the command of this process. Events go to the standard error as log lines, as in core. */
export async function runAccounts(
  configure: () => Promise<{ config: Config; url: Secret<string> }>,
): Promise<void> {
  const write = (line: string) => process.stdout.write(`${line}\n`);
  const writeError = (line: string) => process.stderr.write(`${line}\n`);
  try {
    const { config, url } = await configure();
    const logger = createLogger('core', config.log, process.stderr);
    const { operations, close } = openAccountOperations(config, url, logger);
    try {
      process.exitCode = await runAccountsCommand(operations, process.argv.slice(2), { write, writeError });
    } finally {
      await close();
    }
  } catch (error) {
    writeError(errorMessage(error));
    process.exitCode = 1;
  }
}
