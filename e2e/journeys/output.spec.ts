import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testEnvironment } from '../../apps/core/testing/test-environment.js';
import { createTestDatabase, type TestDatabase } from '../../libs/database/testing/test-database.js';
import { freePort } from '../support/free-port.js';
import { PATH } from '../support/program.js';
import { temporaryFolder } from '../support/programs/standalone.js';
import { until } from '../support/until.js';

const { O_RDONLY, O_WRONLY, O_RDWR, O_NONBLOCK } = constants;
const FULL_PIPE = Buffer.alloc(4_096, 'x');

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let database: TestDatabase;
let pipes = 0;

beforeAll(async () => {
  folder = await temporaryFolder();
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
  await folder.remove();
});

function newPipe(): string {
  pipes += 1;
  const path = join(folder.path, `pipe-${pipes}`);
  execFileSync('mkfifo', [path]);
  return path;
}

/** Pipe that holds as much as it can, and that nothing reads. */
function fullPipe(): number {
  const pipe = openSync(newPipe(), O_RDWR | O_NONBLOCK);
  try {
    for (;;) writeSync(pipe, FULL_PIPE);
  } catch {
    return pipe;
  }
}

function closedPipe(): number {
  const path = newPipe();
  const reader = openSync(path, O_RDONLY | O_NONBLOCK);
  const writer = openSync(path, O_WRONLY);
  closeSync(reader);
  return writer;
}

interface Output {
  open: () => number | 'pipe';
  /** Wraps the command. */
  command?: string;
}

const OUTPUTS: Record<string, Output> = {
  'a pipe that nothing reads': { open: fullPipe },
  'a socket that nothing reads': { open: () => 'pipe' },
  'a closed pipe': { open: closedPipe },
  'a full disk': { open: () => openSync('/dev/full', 'w') },
  'a closed descriptor': { open: () => openSync('/dev/null', 'w'), command: 'exec "$0" "$@" >&- 2>&-' },
};

/** Starts a built program; its process ID is the one of the child. */
function start(outputName: string, file: string, environment: Record<string, string>): ChildProcess {
  const output = OUTPUTS[outputName];
  if (output === undefined) throw new Error(`unknown output: ${outputName}`);
  const target = output.open();
  const shell = output.command === undefined ? [] : ['-c', output.command];
  const [program = process.execPath, ...parameters] =
    shell.length === 0 ? [] : ['/bin/sh', ...shell, process.execPath];
  const child = spawn(program, [...parameters, file], {
    stdio: ['ignore', target, target],
    env: { PATH, LOG_LEVEL: 'trace', ...environment },
  });
  if (target !== 'pipe') closeSync(target);
  return child;
}

const environmentOf = async (program: string) => {
  const port = String(await freePort());
  const { NATS_URL, REDIS_URL, LOG_FORMAT: _format, METRICS_PORT: _metrics, ...shared } = testEnvironment;
  const common = { ...shared, HTTP_PORT: port, DATABASE_URL: database.url };
  if (program === 'core') return { port, environment: { ...common, NATS_URL, REDIS_URL } };
  if (program === 'standalone')
    return { port, environment: { ...common, DATA_DIR: join(folder.path, `data-${port}`) } };
  const mail = { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'notes@example.com', MAILER_HEALTH_PORT: port };
  return { port, environment: { ...shared, NATS_URL, ...mail } };
};

const isLive = (port: string) =>
  fetch(`http://127.0.0.1:${port}/health/live`).then(
    ({ ok }) => ok,
    () => false,
  );

const PROGRAMS = [
  ...Object.keys(OUTPUTS).map((name) => ['core', name]),
  ['mailer', 'a pipe that nothing reads'],
  ['mailer', 'a full disk'],
  ['standalone', 'a pipe that nothing reads'],
  ['standalone', 'a closed pipe'],
];

it.concurrent.each(PROGRAMS)(
  '%s starts, serves and stops with %s as its output',
  async (program = '', name = '') => {
    const { port, environment } = await environmentOf(program);
    const child = start(name, `dist/bundles/${program}/main.js`, environment);
    try {
      await until('it serves', () => isLive(port));
      child.kill('SIGTERM');
      await until('it has ended', () => child.exitCode !== null, 10_000);
      expect(child.exitCode).toBe(0);
    } finally {
      child.kill('SIGKILL');
    }
  },
);

it.concurrent.each([
  ['migrate', 'a pipe that nothing reads', 0],
  ['migrate', 'a full disk', 0],
  ['mail-dead', 'a pipe that nothing reads', 2],
] as const)('the command %s ends with %s as its output', async (file, name, exitCode) => {
  const child = start(name, `dist/bundles/core/${file}.js`, {
    DATABASE_URL: database.url,
  });
  try {
    await until('it has ended', () => child.exitCode !== null, 10_000);
    expect(child.exitCode).toBe(exitCode);
  } finally {
    child.kill('SIGKILL');
  }
});
