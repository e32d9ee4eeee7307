/** The part of a logger that this library writes to; pino's has it. */
export interface EventLogger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export const SILENT: EventLogger = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
