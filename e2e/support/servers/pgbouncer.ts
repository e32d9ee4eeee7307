import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../free-port.js';
import { Program } from '../program.js';
import { until } from '../until.js';
import { asPostgres } from './postgres-files.js';

export type PoolMode = 'session' | 'transaction' | 'statement';

/** PgBouncer with its defaults in front of a PostgreSQL server. */
export class PgBouncer {
  private constructor(
    private readonly program: Program,
    private readonly folder: string,
    /** Address of the same database through the pooler. */
    readonly url: URL,
  ) {}

  static async start(server: URL, mode: PoolMode): Promise<PgBouncer> {
    const folder = await mkdtemp(join(tmpdir(), 'onasty-pgbouncer-'));
    // PgBouncer does not run as root.
    await chmod(folder, 0o755);
    const port = await freePort();
    const { hostname, port: serverPort, username, password } = server;
    const file = join(folder, 'pgbouncer.ini');
    const lines = [
      '[databases]',
      `* = host=${hostname} port=${serverPort} user=${username} password=${decodeURIComponent(password)}`,
      '[pgbouncer]',
      'listen_addr = 127.0.0.1',
      `listen_port = ${port}`,
      'unix_socket_dir =',
      'auth_type = any',
      `pool_mode = ${mode}`,
    ];
    await writeFile(file, lines.join('\n'), { mode: 0o644 });
    const program = await Program.start(asPostgres(['pgbouncer', file]), {});
    await until('PgBouncer listens', () => accepts(port));
    const url = new URL(server);
    url.port = String(port);
    return new PgBouncer(program, folder, url);
  }

  async stop(): Promise<void> {
    await this.program.stop('SIGKILL');
    await rm(this.folder, { recursive: true });
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}
