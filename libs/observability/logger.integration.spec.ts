import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

interface Settings {
  level: string;
  format: string;
}

/** Program whose logger has these settings. */
const programOf = (settings: Settings, script: string) => `
  import { createLogger } from '#libs/observability';
  const logger = createLogger('example', ${JSON.stringify(settings)});
  ${script}`;

/** Output of the program into a pipe. */
function printed(settings: Settings, script: string): string {
  const program = programOf(settings, script);
  return execFileSync(
    process.execPath,
    ['--conditions=source', '--import=tsx', '--input-type=module', '-e', program],
    { encoding: 'utf8' },
  );
}

/** Output of the program on a terminal. */
function printedAtTerminal(settings: Settings, script: string): string {
  const env = { ...process.env, NODE: process.execPath, PROGRAM: programOf(settings, script) };
  const command = '"$NODE" --conditions=source --import=tsx --input-type=module -e "$PROGRAM"';
  return execFileSync('script', ['-qec', command, '/dev/null'], { encoding: 'utf8', env });
}

/** Exceeds the size of one write. */
const MANY = 1_000;

const numbers = (amount: number) => Array.from({ length: amount }, (_, index) => index + 1);

/** Numbers of the lines printed by a process that logs `amount` lines and ends by `end`. */
function linesOf(amount: number, end: string): unknown[] {
  const script = `for (let line = 1; line <= ${amount}; line += 1) logger.info({ line }, 'told'); ${end}`;
  const lines = printed({ level: 'info', format: 'json' }, script).trim().split('\n');
  return lines.map((text): unknown => Object(JSON.parse(text)).line);
}

describe('a logger', () => {
  it('prints a JSON object a line, without what secrets are called', () => {
    const line: unknown = JSON.parse(
      printed(
        { level: 'info', format: 'json' },
        `logger.info({ password: 'hunter2', tries: 2 }, 'refused');`,
      ),
    );
    expect(line).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.+Z$/),
      service: 'example',
      password: '[redacted]',
      tries: 2,
      message: 'refused',
    });
  });

  it('prints what is as severe as its level, and nothing less', () => {
    const lines = printed(
      { level: 'warn', format: 'json' },
      `logger.info({}, 'quiet'); logger.warn({}, 'loud'); logger.error({}, 'louder');`,
    );
    expect(lines).not.toContain('quiet');
    expect(lines).toMatch(/loud.*\n.*louder/);
  });

  it('prints the line of a request as it is told, in the form of all others', () => {
    const line = `{ request_id: 'one', trace_id: undefined, method: 'GET', route: '/', status: 200, duration_ms: 1.5 }`;
    expect(
      JSON.parse(printed({ level: 'info', format: 'json' }, `logger.requests.info(${line}, 'request');`)),
    ).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.+Z$/),
      service: 'example',
      request_id: 'one',
      method: 'GET',
      route: '/',
      status: 200,
      duration_ms: 1.5,
      message: 'request',
    });
    expect(printed({ level: 'warn', format: 'json' }, `logger.requests.info(${line}, 'request');`)).toBe('');
  });

  it('prints lines for people, without what secrets are called', () => {
    const line = printed(
      { level: 'info', format: 'pretty' },
      `logger.info({ token: 'hunter2' }, 'refused');`,
    );
    expect(line).toMatch(/INFO.*refused/s);
    expect(line).not.toContain('hunter2');
  });
});

describe('a logger that may choose', () => {
  const [settings, script] = [{ level: 'info', format: 'auto' }, `logger.info({}, 'told');`];

  it('prints coloured lines at a terminal', () => {
    // Green, then the default colour.
    expect(printedAtTerminal(settings, script)).toContain('\u001B[32mINFO\u001B[39m');
  });

  it('prints JSON into a pipe, and lines for people that are asked for there have no colours', () => {
    expect(JSON.parse(printed(settings, script))).toMatchObject({ level: 'info', message: 'told' });
    const lines = printed({ ...settings, format: 'pretty' }, script);
    expect(lines).toMatch(/INFO.*told/s);
    expect(lines).not.toContain('\u001B');
  });
});

describe('a process that ends', () => {
  it.each([
    ['by itself', MANY, ''],
    ['by process.exit', 10, 'process.exit(0);'],
    [
      'by process.exit, some time after it logged many lines',
      MANY,
      'setTimeout(() => process.exit(0), 300);',
    ],
  ])('has printed every line, in order: %s', (_how, lines, end) => {
    expect(linesOf(lines, end)).toEqual(numbers(lines));
  });

  it('has printed what came before a fatal line, and that, whatever happens next', () => {
    const killed = `logger.fatal({ line: 3 }, 'told'); process.reallyExit(0);`;
    expect(linesOf(2, killed)).toEqual([1, 2, 3]);
  });
});

it('a line is printed within a moment, though few lines come', () => {
  // No output at exit.
  const lost = `process.removeAllListeners('exit'); process.exit(0);`;
  const line = printed(
    { level: 'info', format: 'json' },
    `logger.info({}, 'told'); setTimeout(() => { ${lost} }, 300);`,
  );
  expect(line).toContain('told');
});
