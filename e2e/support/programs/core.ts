import { Caddy } from '../servers/caddy.js';
import { HttpClient } from '../../../apps/core/testing/http-client.js';
import { ProductProcess } from '../process.js';
import { PROGRAM, TARGET } from './target.js';
import { until } from '../until.js';

/** Key of the mails in the outbox. */
export const MAIL_KEY = Buffer.alloc(32, 7);
const KEY = `test:${MAIL_KEY.toString('base64')}`;
/** Address without a listener: mails stay in the outbox. */
const NO_NATS = 'nats://127.0.0.1:1';
/** Address without a listener: each core counts requests in process. */
const NO_REDIS = 'redis://127.0.0.1:1';

/** Defaults of a core under test: no rate limits, JSON logs. */
const ENVIRONMENT = {
  APP_ENV: 'test',
  HTTP_HOST: '127.0.0.1',
  HTTP_PORT: '0',
  METRICS_PORT: '0',
  SHUTDOWN_DELAY: '0s',
  LOG_FORMAT: 'json',
  RATELIMIT_ENABLED: 'false',
  DATABASE_REQUIRE_DURABILITY: 'false',
  FRONTEND_URL: 'http://localhost:3000',
  NATS_URL: NO_NATS,
  REDIS_URL: NO_REDIS,
  NOTE_ENCRYPTION_KEYS: KEY,
  MAIL_ENCRYPTION_KEYS: KEY,
  JWT_SIGNING_KEYS: KEY,
};

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
      ...ENVIRONMENT,
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
