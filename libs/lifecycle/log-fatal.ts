import { ConfigError } from '#libs/config';
import { errorMessage, OperatorError } from '#libs/observability';

export interface FatalLogger {
  fatal(fields: object, message: string): void;
}

/** Logs why a program ends: one line for each cause that an operator can fix, and a stack for a bug. */
export function logFatal(logger: FatalLogger, error: unknown, message = errorMessage(error)): void {
  if (error instanceof ConfigError) {
    for (const { variable, cause } of error.causes)
      logger.fatal({ variable, cause, remedy: `correct ${variable}` }, `${variable}: ${cause}`);
  } else if (error instanceof OperatorError) {
    const { variable, reason, remedy } = error;
    logger.fatal({ variable, cause: reason, remedy }, error.message);
  } else {
    logger.fatal({ err: error }, message);
  }
}
