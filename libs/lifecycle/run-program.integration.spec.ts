import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';

interface Exit {
  code: number | null;
  /** Without log lines. */
  printed: string;
  log: Record<string, unknown>[];
  errors: string;
}

const LINE = /\{.*\}\n/g;

const RUN = ['--input-type=module', '-e'];

/** Runs a program with this body of `start` in a child process until it exits. */
function runToExit(body: string, shutdownTimeoutMs = 5_000): Promise<Exit> {
  const script = `
    import { runProgram } from '#libs/lifecycle';
    const print = (text) => process.stdout.write(text + ';');
    runProgram({ service: 'example', shutdownTimeoutMs: ${shutdownTimeoutMs}, start: async (shutdownHooks, useLogger) => {
      shutdownHooks.add(async () => print('closed first opened'), 'first');
      shutdownHooks.add(async () => print('closed last opened'), 'last');
      setInterval(() => undefined, 1_000);
      ${body}
    } });`;
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [...RUN, script],
      { cwd: process.cwd() },
      (_error, output, errors) => {
        const log = [...output.matchAll(LINE)].map(([line]): Record<string, unknown> => JSON.parse(line));
        resolve({ code: child.exitCode, printed: output.replaceAll(LINE, ''), log, errors });
      },
    );
  });
}

describe('runProgram', () => {
  it.each(['SIGTERM', 'SIGINT'])('runs the hooks in reverse order and exits with 0 on %s', async (signal) => {
    expect(await runToExit(`setImmediate(() => process.kill(process.pid, '${signal}'));`)).toMatchObject({
      code: 0,
      printed: 'closed last opened;closed first opened;',
      log: [{ step: 'last' }, { step: 'first' }],
      errors: '',
    });
  });

  it('completes a start in progress before it shuts down', async () => {
    const { code, printed } = await runToExit(`
      process.kill(process.pid, 'SIGTERM');
      await new Promise((resolve) => setTimeout(resolve, 200));
      shutdownHooks.add(async () => print('closed what came late'));`);
    expect([code, printed]).toEqual([0, 'closed what came late;closed last opened;closed first opened;']);
  });

  it.each([
    [
      'a bug',
      `throw new Error('broken');`,
      [{ message: 'broken', err: { type: 'Error', stack: expect.stringContaining('at ') } }],
    ],
    [
      'a failure that an operator can fix',
      `const { OperatorError } = await import('#libs/observability');
       throw new OperatorError('port 80 is in use', { variable: 'HTTP_PORT', remedy: 'set another', cause: new Error('x') });`,
      [
        {
          message: 'HTTP_PORT: port 80 is in use: set another',
          variable: 'HTTP_PORT',
          cause: 'port 80 is in use',
          remedy: 'set another',
        },
      ],
    ],
    [
      'an invalid configuration',
      `const { loadConfig } = await import('#libs/config');
       loadConfig('standalone', { HTTP_PORT: 'x', LOG_LEVEL: 'hunter2' });`,
      [
        { variable: 'HTTP_PORT', cause: 'must be a whole number', remedy: 'correct HTTP_PORT' },
        { variable: 'MAIL_ENCRYPTION_KEYS' },
        { variable: 'JWT_SIGNING_KEYS' },
        { variable: 'NOTE_ENCRYPTION_KEYS' },
        { variable: 'LOG_LEVEL', message: expect.stringMatching(/^LOG_LEVEL: must be one of trace, /) },
      ],
    ],
  ])('logs %s that ends the start as fatal, runs the hooks and exits with 1', async (_what, body, causes) => {
    const { code, printed, log, errors } = await runToExit(body);
    expect([code, printed, errors]).toEqual([1, 'closed last opened;closed first opened;', '']);
    const fatal = log.filter(({ level }) => level === 'fatal');
    expect(fatal).toMatchObject(causes.map((cause) => ({ service: 'example', ...cause })));
    expect(JSON.stringify(fatal)).not.toContain('hunter2');
  });

  it.each([
    ['error', `setImmediate(() => { throw new Error('failure'); });`],
    ['rejection', `setImmediate(() => void Promise.reject(new Error('failure')));`],
  ])('logs an uncaught %s, runs the hooks and exits with 1', async (_kind, body) => {
    const { code, printed, log } = await runToExit(body);
    expect([code, printed]).toEqual([1, 'closed last opened;closed first opened;']);
    expect(log[0]).toMatchObject({ level: 'fatal', err: { message: 'failure' } });
  });

  it('logs to the logger of the program, and loses no log line', async () => {
    const { code, log, errors } = await runToExit(`
      const { createLogger } = await import('#libs/observability');
      const logger = createLogger('example', { level: 'info', format: 'json' });
      useLogger(logger);
      setImmediate(() => { logger.info('before'); throw new Error('failure'); });`);
    expect(log).toMatchObject([
      { message: 'before' },
      { level: 'fatal', message: 'uncaughtException', err: { message: 'failure' } },
      { level: 'info', message: 'closed', step: 'last', duration_ms: expect.any(Number) },
      { level: 'info', message: 'closed', step: 'first' },
    ]);
    expect([code, errors]).toEqual([1, '']);
  });

  it('runs the remaining hooks after one failed', async () => {
    const { code, printed, log } = await runToExit(
      `shutdownHooks.add(() => Promise.reject(new Error('stuck')), 'lock'); setImmediate(() => process.kill(process.pid, 'SIGTERM'));`,
    );
    expect([code, printed]).toEqual([0, 'closed last opened;closed first opened;']);
    expect(log[0]).toMatchObject({
      message: 'shutdown hook failed',
      step: 'lock',
      err: { message: 'stuck' },
    });
  });

  it('exits with 1 after the shutdown timeout, naming the hook in progress', async () => {
    const { code, log } = await runToExit(
      `shutdownHooks.add(() => new Promise(() => undefined), 'hanging'); setImmediate(() => process.kill(process.pid, 'SIGTERM'));`,
      100,
    );
    expect(code).toBe(1);
    expect(log).toMatchObject([{ message: 'shutdown timed out', step: 'hanging' }]);
  });

  it.each([
    ['writes', `process.stdout.write('x'); process.stderr.write('x');`],
    ['logs', `logger.error({}, 'x'.repeat(20_000)); logger.fatal({}, 'x');`],
    ['logs readably', `readable.error({}, 'x'); readable.fatal({}, 'x');`],
    ['fails to start', `process.stderr.write('x'); throw new Error('the port is taken');`],
  ])('runs until its signal although its output is closed: it %s', async (how, statement) => {
    const script = `
      import { once } from 'node:events';
      import { runProgram } from '#libs/lifecycle';
      import { createLogger } from '#libs/observability';
      runProgram({ service: 'example', start: async (shutdownHooks, useLogger) => {
        shutdownHooks.add(async () => process.send('closed'));
        const logger = createLogger('example', { level: 'info', format: 'json' });
        const readable = createLogger('example', { level: 'info', format: 'pretty' });
        useLogger(logger);
        await once(process, 'message');
        for (let turn = 0; turn < 10; turn += 1) {
          ${statement}
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        process.send('started');
        setInterval(() => undefined, 1_000);
      } });`;
    const child = spawn(process.execPath, [...RUN, script], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    const messages: unknown[] = [];
    child.on('message', (message) => {
      messages.push(message);
      if (message === 'started') child.kill('SIGTERM');
    });
    child.stdout?.destroy();
    child.stderr?.destroy();
    child.send('closed');
    const [code] = await once(child, 'exit');
    const started = how === 'fails to start' ? [] : ['started'];
    expect([code, messages]).toEqual([started.length === 0 ? 1 : 0, [...started, 'closed']]);
  });

  it('exits at once on a second signal', async () => {
    const { code, printed } = await runToExit(
      `shutdownHooks.add(() => new Promise(() => undefined));
       setImmediate(() => { process.kill(process.pid, 'SIGTERM'); setTimeout(() => process.kill(process.pid, 'SIGTERM'), 50); });`,
      60_000,
    );
    expect([code, printed]).toEqual([1, '']);
  });
});
