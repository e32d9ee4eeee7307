import { Caddy } from '../servers/caddy.js';
import { HttpClient } from '../../../apps/core/testing/http-client.js';
import { testEnvironment } from '../../../apps/core/testing/test-environment.js';
import { ProductProcess } from '../process.js';
import { PROGRAM, TARGET } from './target.js';
import { until } from '../until.js';

/** Core as a process. */
export class Core {
  readonly http: HttpClient;
  /** Client that bypasses Caddy. */
  readonly direct: HttpClient;

  private constructor(
    readonly process: ProductProcess,
    /** Address without Caddy. */
    readonly address: string,
    private readonly caddy: Caddy | null,
  ) {
    this.http = new HttpClient(caddy?.address ?? address);
    this.direct = new HttpClient(address);
  }

  /**
   * Starts the built program on a free loopback port and waits until it listens.
   *
   * @param isAlone without Caddy, even if E2E_TARGET is a deployment
   */
  static async start(
    databaseUrl: string,
    environment: Record<string, string> = {},
    { isAlone = TARGET !== 'deployment' } = {},
  ): Promise<Core> {
    const started = await ProductProcess.start(PROGRAM.file, {
      ...testEnvironment,
      ...PROGRAM.environment(),
      DATABASE_URL: databaseUrl,
      ...environment,
    });
    const addressOf = () => started.lines.map(PROGRAM.addressIn).find(Boolean);
    await until('core listens', () => addressOf() !== undefined || !started.isAlive);
    const address = addressOf();
    if (address === undefined) throw new Error(`core did not start: ${started.errors}`);
    return new Core(started, address, isAlone ? null : await Caddy.start([address]));
  }

  /** Log lines so far, parsed. */
  log(): Record<string, unknown>[] {
    return this.process.log();
  }

  /** @throws {Error} if its log or metrics contain a secret */
  async stop(): Promise<void> {
    this.http.close();
    this.direct.close();
    await this.caddy?.stop();
    await this.process.end('SIGTERM');
  }
}
