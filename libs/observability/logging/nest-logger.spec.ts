import { describe, expect, it } from 'vitest';
import { createLogger } from './logger.js';
import { NestLogger } from './nest-logger.js';

describe('NestLogger', () => {
  const lines: Record<string, unknown>[] = [];
  const write = (line: string) => void lines.push(JSON.parse(line));
  const nest = new NestLogger(createLogger('example', { level: 'trace', format: 'json' }, { write }));

  it.each([
    ['log', 'debug'],
    ['debug', 'debug'],
    ['verbose', 'trace'],
    ['warn', 'warn'],
    ['error', 'error'],
  ] as const)('writes a line of %s at the level %s, with the class that logs', (method, level) => {
    nest[method]('it happened', 'RouterExplorer');
    expect(lines.at(-1)).toMatchObject({ level, message: 'it happened', context: 'RouterExplorer' });
  });

  it('writes an error with its stack, and without a class if there is none', () => {
    nest.error(new Error('broken'));
    expect(lines.at(-1)).toMatchObject({
      level: 'error',
      err: { message: 'broken', stack: expect.stringContaining('spec.ts') },
    });
    expect(lines.at(-1)).not.toHaveProperty('context');
  });
});
