/** Exit codes by cause. */
export const EXIT = {
  usage: 1,
  network: 2,
  gone: 3,
  wrongPassword: 4,
  rejected: 5,
} as const;

export type Cause = keyof typeof EXIT;

/** Failure with a text for people. */
export class CliError extends Error {
  override readonly name = 'CliError';

  constructor(
    override readonly cause: Cause,
    message: string,
    readonly code = `cli.${cause}`,
  ) {
    super(message);
  }
}

/** The user cancelled a question. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError';
}

/** The program that reads the output has ended. */
export class OutputClosedError extends Error {
  override readonly name = 'OutputClosedError';
}
