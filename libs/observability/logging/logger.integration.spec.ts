import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';

interface Settings {
  level: string;
  format: string;
}

/** Runs the program in the next parameter, with the built libraries. */
const RUN = ['--input-type=module', '-e'];

/** Program whose logger has these settings. */
const programOf = (settings: Settings, script: string) => `
  import { createLogger } from '#libs/observability';
  const logger = createLogger('example', ${JSON.stringify(settings)});
  ${script}`;

/** Output of the program into a pipe. */
function printed(settings: Settings, script: string): string {
  const program = programOf(settings, script);
  return execFileSync(process.execPath, [...RUN, program], { encoding: 'utf8' });
}

/** Output of the program on a terminal. */
function printedAtTerminal(settings: Settings, script: string): string {
  const env = { ...process.env, NODE: process.execPath, PROGRAM: programOf(settings, script) };
  const command = '"$NODE" --input-type=module -e "$PROGRAM"';
  return execFileSync('script', ['-qec', command, '/dev/null'], { encoding: 'utf8', env });
}

/** Exceeds the size of one write. */
const MANY = 1_000;

const numbers = (amount: number) => Array.from({ length: amount }, (_, index) => index + 1);

/** Numbers of the lines printed by a process that logs `amount` lines and ends by `end`. */
function linesOf(amount: number, end: string): unknown[] {
  const script = `for (let line = 1; line <= ${amount}; line += 1) logger.info({ line }, 'started'); ${end}`;
  const lines = printed({ level: 'info', format: 'json' }, script).trim().split('\n');
  return lines.map((text): unknown => Object(JSON.parse(text)).line);
}

describe('createLogger', () => {
  it('prints one JSON object per line and redacts secrets', () => {
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

  it('prints the stack of an error, with its class, but not for a warning', () => {
    const [error, warning] = printed(
      { level: 'info', format: 'json' },
      `logger.error({ err: new TypeError('x') }, 'bug'); logger.warn({ err: new TypeError('x') }, 'outage');`,
    )
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(error).toMatchObject({ err: { type: 'TypeError', stack: expect.stringContaining('at ') } });
    expect(warning).toMatchObject({ message: 'outage', err: { type: 'TypeError', message: 'x' } });
    expect(warning).not.toHaveProperty('err.stack');
  });

  it('prints only lines of its level and above', () => {
    const lines = printed(
      { level: 'warn', format: 'json' },
      `logger.info({}, 'quiet'); logger.warn({}, 'loud'); logger.error({}, 'louder');`,
    );
    expect(lines).not.toContain('quiet');
    expect(lines).toMatch(/loud.*\n.*louder/);
  });

  it('prints request lines in the same form as other lines', () => {
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

  it('redacts secrets in the pretty format too', () => {
    const line = printed(
      { level: 'info', format: 'pretty' },
      `logger.info({ token: 'hunter2' }, 'refused');`,
    );
    expect(line).toMatch(/INFO.*refused/s);
    expect(line).not.toContain('hunter2');
  });
});

describe('format of the log', () => {
  const [settings, script] = [{ level: 'info', format: 'auto' }, `logger.info({}, 'started');`];

  it('is coloured on a terminal', () => {
    // Green, then the default colour.
    expect(printedAtTerminal(settings, script)).toContain('\u001B[32mINFO\u001B[39m');
  });

  it('is JSON in a pipe, and the pretty format has no colours there', () => {
    expect(JSON.parse(printed(settings, script))).toMatchObject({ level: 'info', message: 'started' });
    const lines = printed({ ...settings, format: 'pretty' }, script);
    expect(lines).toMatch(/INFO.*started/s);
    expect(lines).not.toContain('\u001B');
  });
});

describe('exit of a logging process', () => {
  it.each([
    ['at the end of the program', MANY, ''],
    ['on process.exit', 10, 'process.exit(0);'],
    ['on process.exit, some time after many lines', MANY, 'setTimeout(() => process.exit(0), 300);'],
  ])('loses no line and preserves the order: %s', (_how, lines, end) => {
    expect(linesOf(lines, end)).toEqual(numbers(lines));
  });

  it('loses neither a fatal line nor those before it, whatever happens next', () => {
    const killed = `logger.fatal({ line: 3 }, 'started'); process.reallyExit(0);`;
    expect(linesOf(2, killed)).toEqual([1, 2, 3]);
  });
});

it('counts the lines that nothing read, and reports them once it is read again', async () => {
  const program = programOf(
    { level: 'info', format: 'json' },
    `for (let line = 1; line <= 9_000; line += 1) logger.info({ text: 'x'.repeat(1_000) }, 'long');
     setInterval(() => {}, 60_000);`,
  );
  const child = spawn(process.execPath, [...RUN, program], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const reported = /"dropped_lines":(\d+)/;
    await expect.poll(() => reported.exec(output)?.[1], { timeout: 20_000 }).toBeDefined();
    const read = output.match(/"message":"long"/g)?.length ?? 0;
    expect(read + Number(reported.exec(output)?.[1])).toBe(9_000);
  } finally {
    child.kill('SIGKILL');
  }
});

it('prints a single line while the process runs on', async () => {
  const program = programOf(
    { level: 'info', format: 'json' },
    `logger.info({}, 'started'); setInterval(() => {}, 60_000);`,
  );
  const child = spawn(process.execPath, [...RUN, program], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [chunk] = await once(child.stdout, 'data');
    expect(String(chunk)).toContain('started');
  } finally {
    child.kill('SIGKILL');
  }
});
