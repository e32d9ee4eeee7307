import { execFile } from 'node:child_process';
import { describe, expect, it } from 'vitest';

interface End {
  code: number | null;
  printed: string;
  complaints: string;
}

/** Runs a program whose start has this body, in a process of its own, until it ends. */
function end(body: string, stopWithinMs = 5_000): Promise<End> {
  const script = `
    import { runProgram } from '#libs/lifecycle';
    const say = (words) => process.stdout.write(words + ';');
    runProgram({ stopWithinMs: ${stopWithinMs}, start: async (closers, logTo) => {
      closers.add(async () => say('closed first opened'), 'first');
      closers.add(async () => say('closed last opened'), 'last');
      setInterval(() => undefined, 1_000);
      ${body}
    } });`;
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['--conditions=source', '--import=tsx', '--input-type=module', '-e', script],
      { cwd: process.cwd() },
      (_error, printed, complaints) => resolve({ code: child.exitCode, printed, complaints }),
    );
  });
}

describe('a program', () => {
  it.each(['SIGTERM', 'SIGINT'])(
    'closes what it opened, the last first, and ends with 0 on %s',
    async (signal) => {
      expect(await end(`setImmediate(() => process.kill(process.pid, '${signal}'));`)).toEqual({
        code: 0,
        printed: 'closed last opened;closed first opened;',
        complaints: '',
      });
    },
  );

  it('waits for a start that is under way, so that nothing stays open', async () => {
    const { code, printed } = await end(`
      process.kill(process.pid, 'SIGTERM');
      await new Promise((resolve) => setTimeout(resolve, 200));
      closers.add(async () => say('closed what came late'));`);
    expect([code, printed]).toEqual([0, 'closed what came late;closed last opened;closed first opened;']);
  });

  it('says why it can not start, closes what it opened and ends with 1', async () => {
    expect(await end(`throw new Error('the port is taken');`)).toEqual({
      code: 1,
      printed: 'closed last opened;closed first opened;',
      complaints: 'the port is taken\n',
    });
  });

  it.each([
    ['error', `setImmediate(() => { throw new Error('a fault'); });`],
    ['rejection', `setImmediate(() => void Promise.reject(new Error('a fault')));`],
  ])('tells of an %s that nobody caught, closes what it opened and ends with 1', async (_kind, fault) => {
    const { code, printed, complaints } = await end(fault);
    expect([code, printed]).toEqual([1, 'closed last opened;closed first opened;']);
    expect(complaints).toContain('Error: a fault');
  });

  it('tells of it in its log and nowhere else, once it has one, and loses no line of that', async () => {
    const { code, printed, complaints } = await end(`
      const { createLogger } = await import('#libs/observability');
      const logger = createLogger('example', { level: 'info', format: 'json' });
      logTo(logger);
      setImmediate(() => { logger.info('before'); throw new Error('a fault'); });`);
    const lines = printed.match(/\{.*\}/g)?.map((line): unknown => JSON.parse(line));
    expect(lines).toMatchObject([
      { message: 'before' },
      { level: 'fatal', message: 'uncaughtException', err: { message: 'a fault' } },
      { level: 'info', message: 'closed', step: 'last', duration_ms: expect.any(Number) },
      { level: 'info', message: 'closed', step: 'first' },
    ]);
    expect([code, complaints]).toEqual([1, '']);
  });

  it('closes the rest when a part can not be closed, and tells of it', async () => {
    const { code, printed, complaints } = await end(
      `closers.add(() => Promise.reject(new Error('stuck')), 'lock'); setImmediate(() => process.kill(process.pid, 'SIGTERM'));`,
    );
    expect([code, printed]).toEqual([0, 'closed last opened;closed first opened;']);
    expect(complaints).toMatch(/^not closed in order.*'lock'.*stuck/s);
  });

  it('is cut off when it does not end, and says where it stands', async () => {
    const { code, complaints } = await end(
      `closers.add(() => new Promise(() => undefined), 'hanging'); setImmediate(() => process.kill(process.pid, 'SIGTERM'));`,
      100,
    );
    expect([code, complaints]).toEqual([1, "the stop took too long and is cut off: { step: 'hanging' }\n"]);
  });

  it('ends at once when it is told so twice', async () => {
    const { code, printed } = await end(
      `closers.add(() => new Promise(() => undefined));
       setImmediate(() => { process.kill(process.pid, 'SIGTERM'); setTimeout(() => process.kill(process.pid, 'SIGTERM'), 50); });`,
      60_000,
    );
    expect([code, printed]).toEqual([1, '']);
  });
});
