import prettyStream from 'pino-pretty';

/** Readable log lines, written synchronously. */
export function pinoPretty() {
  return prettyStream({
    colorize: process.stdout.isTTY,
    ignore: 'service',
    messageKey: 'message',
    sync: true,
  });
}
