import type { Config, Secret } from '#libs/config';
import { createLogger, errorMessage } from '#libs/observability';
import { isAccountsCommand, runAccountsCommand, USAGE } from './accounts-command.js';
import { openAccountOperations } from './open-account-operations.js';

const write = (line: string) => process.stdout.write(`${line}\n`);
const writeError = (line: string) => process.stderr.write(`${line}\n`);

/** Runs the command of this process. Events go to the standard error as log lines, as in core. */
export async function runAccounts(
  configure: () => Promise<{ config: Config; url: Secret<string> }>,
): Promise<void> {
  const parameters = process.argv.slice(2);
  if (!isAccountsCommand(parameters)) {
    writeError(USAGE.trimEnd());
    process.exitCode = 2;
    return;
  }
  try {
    const { config, url } = await configure();
    const logger = createLogger('core', config.log, process.stderr);
    const { operations, close } = openAccountOperations(config, url, logger);
    try {
      process.exitCode = await runAccountsCommand(operations, parameters, { write, writeError });
    } finally {
      await close();
    }
  } catch (error) {
    writeError(errorMessage(error));
    process.exitCode = 1;
  }
}
