import { prettyFactory } from 'pino-pretty';
import type { DestinationStream } from 'pino';
import type { LogOutput } from './log-output.js';

/** Writes readable log lines to another destination. */
export function pretty(output: LogOutput): DestinationStream & Pick<LogOutput, 'flushSync'> {
  const format = prettyFactory({
    colorize: process.stdout.isTTY,
    ignore: 'service',
    messageKey: 'message',
  });
  return {
    write: (line) => output.write(format(line)),
    flushSync: () => output.flushSync(),
  };
}
