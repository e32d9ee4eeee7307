import { createHash } from 'node:crypto';
import { realpath, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OperatorError } from '#libs/observability';

/** Another process uses the data folder. */
export class DataFolderInUseError extends OperatorError {
  readonly code = 'data_folder.in_use';

  constructor(folder: string) {
    super(`data folder ${folder} is in use by another process`, {
      variable: 'DATA_DIR',
      remedy: 'stop it, or set DATA_DIR to another folder',
    });
    this.name = 'DataFolderInUseError';
  }
}

/** Locks a folder by a socket name, which even `kill -9` frees. @throws {DataFolderInUseError} */
export async function lockDataFolder(folder: string): Promise<{ release: () => Promise<void> }> {
  const name = lockName(await realpath(folder));
  const server = (await listen(name)) ?? ((await isDeadSocket(name)) ? await listen(name) : null);
  if (server === null) throw new DataFolderInUseError(folder);
  server.unref();
  return { release: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** Abstract socket on Linux, named pipe on Windows, socket file elsewhere. */
function lockName(folder: string): string {
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 32);
  if (process.platform === 'linux') return `\0onasty-${hash}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\onasty-${hash}` : join(tmpdir(), `onasty-${hash}`);
}

/** Returns null if the name is taken. */
function listen(name: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(null) : reject(error),
    );
    server.listen(name, () => resolve(server));
  });
}

/** Deletes a socket file that outlived its process. */
async function isDeadSocket(name: string): Promise<boolean> {
  if (process.platform === 'linux' || process.platform === 'win32') return false;
  const isAnswered = await new Promise<boolean>((resolve) => {
    const socket = connect(name);
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('close', () => socket.destroy());
  });
  if (!isAnswered) await rm(name, { force: true });
  return !isAnswered;
}
