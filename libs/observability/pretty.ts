import prettyStream from 'pino-pretty';

/** Log lines for people: coloured, without the fields that only a log store needs. */
export function pinoPretty() {
  return prettyStream({
    colorize: process.stdout.isTTY,
    ignore: 'service',
    messageKey: 'message',
    sync: true,
  });
}
