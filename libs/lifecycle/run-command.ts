import { errorMessage, print, printError } from '#libs/observability';
import { ignoreOutputErrors } from './ignore-output-errors.js';

/** Prints a line at once. */
export type PrintLine = (line: string) => void;

/**
 * Runs a command to its end, with exit code 1 if it fails and `process.exitCode` otherwise. Neither its output nor what a
 * package left open delays the end.
 */
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

/** Repeats no message that is part of the one before. */
function messageWithCauses(error: unknown): string {
  const message = errorMessage(error);
  const cause = error instanceof Error && error.cause !== undefined ? messageWithCauses(error.cause) : '';
  return cause === '' || message.includes(cause) ? message : `${message}: ${cause}`;
}
