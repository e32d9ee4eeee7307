import { errorMessage, print, printError } from '#libs/observability';
import { ignoreOutputErrors } from './ignore-output-errors.js';

export type PrintLine = (line: string) => void;

/** Runs a command and exits, whatever a package left open: with 1 if it fails, else with `process.exitCode`. */
export async function runCommand(work: (printLine: PrintLine) => Promise<void>): Promise<void> {
  ignoreOutputErrors();
  try {
    await work((line) => print(`${line}\n`));
  } catch (error) {
    printError(`${messageWithCauses(error)}\n`);
    process.exitCode = 1;
  }
  process.exit();
}

function messageWithCauses(error: unknown): string {
  const message = errorMessage(error);
  const cause = error instanceof Error && error.cause !== undefined ? messageWithCauses(error.cause) : '';
  return cause === '' || message.includes(cause) ? message : `${message}: ${cause}`;
}
