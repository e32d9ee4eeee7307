import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';

interface Exit {
  code: number | null;
  printed: string;
  errors: string;
}

const RUN = ['--conditions=source', '--import=tsx', '--input-type=module', '-e'];

/** Runs a program with this body of `start` in a child process until it exits. */
function runToExit(body: string, shutdownTimeoutMs = 5_000): Promise<Exit> {
  const script = `
    import { runProgram } from '#libs/lifecycle';
    const print = (text) => process.stdout.write(text + ';');
    runProgram({ shutdownTimeoutMs: ${shutdownTimeoutMs}, start: async (shutdownHooks, useLogger) => {
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
      (_error, printed, errors) => resolve({ code: child.exitCode, printed, errors }),
    );
  });
}

describe('runProgram', () => {
  it.each(['SIGTERM', 'SIGINT'])('runs the hooks in reverse order and exits with 0 on %s', async (signal) => {
    expect(await runToExit(`setImmediate(() => process.kill(process.pid, '${signal}'));`)).toEqual({
      code: 0,
      printed: 'closed last opened;closed first opened;',
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

  it('prints why the start failed, runs the hooks and exits with 1', async () => {
    expect(await runToExit(`throw new Error('the port is taken');`)).toEqual({
      code: 1,
      printed: 'closed last opened;closed first opened;',
      errors: 'the port is taken\n',
    });
  });

  it.each([
    ['error', `setImmediate(() => { throw new Error('failure'); });`],
    ['rejection', `setImmediate(() => void Promise.reject(new Error('failure')));`],
  ])('prints an uncaught %s, runs the hooks and exits with 1', async (_kind, body) => {
    const { code, printed, errors } = await runToExit(body);
    expect([code, printed]).toEqual([1, 'closed last opened;closed first opened;']);
    expect(errors).toContain('Error: failure');
  });

  it('logs an uncaught error instead of printing it, and loses no log line', async () => {
    const { code, printed, errors } = await runToExit(`
      const { createLogger } = await import('#libs/observability');
      const logger = createLogger('example', { level: 'info', format: 'json' });
      useLogger(logger);
      setImmediate(() => { logger.info('before'); throw new Error('failure'); });`);
    const lines = printed.match(/\{.*\}/g)?.map((line): unknown => JSON.parse(line));
    expect(lines).toMatchObject([
      { message: 'before' },
      { level: 'fatal', message: 'uncaughtException', err: { message: 'failure' } },
      { level: 'info', message: 'closed', step: 'last', duration_ms: expect.any(Number) },
      { level: 'info', message: 'closed', step: 'first' },
    ]);
    expect([code, errors]).toEqual([1, '']);
  });

  it('runs the remaining hooks after one failed', async () => {
    const { code, printed, errors } = await runToExit(
      `shutdownHooks.add(() => Promise.reject(new Error('stuck')), 'lock'); setImmediate(() => process.kill(process.pid, 'SIGTERM'));`,
    );
    expect([code, printed]).toEqual([0, 'closed last opened;closed first opened;']);
    expect(errors).toMatch(/^shutdown hook failed.*'lock'.*stuck/s);
  });

  it('exits with 1 after the shutdown timeout, naming the hook in progress', async () => {
    const { code, errors } = await runToExit(
      `shutdownHooks.add(() => new Promise(() => undefined), 'hanging'); setImmediate(() => process.kill(process.pid, 'SIGTERM'));`,
      100,
    );
    expect([code, errors]).toEqual([1, "shutdown timed out: { step: 'hanging' }\n"]);
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
      runProgram({ start: async (shutdownHooks, useLogger) => {
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
