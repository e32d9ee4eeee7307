import { freePort } from '../../support/free-port.js';
import { ProductProcess } from '../../support/process.js';
import { until } from '../../support/until.js';

/** How long the product may work before the next kill: every second or so. */
const SHORTEST_LIFE_MS = 500;
const LONGEST_LIFE_MS = 1_500;
const PROGRESS_OF_A_LIFE = 20;

/** The product on a fixed loopback port, killed and started again. */
export class KilledProduct {
  kills = 0;
  private running: ProductProcess | undefined;

  private constructor(
    private readonly file: string,
    private readonly environment: Record<string, string>,
    readonly address: string,
  ) {}

  static async start(file: string, environment: Record<string, string>): Promise<KilledProduct> {
    const port = await freePort();
    const product = new KilledProduct(
      file,
      {
        HTTP_HOST: '127.0.0.1',
        ...environment,
        HTTP_PORT: String(port),
        RATELIMIT_ENABLED: 'false',
        LOG_LEVEL: 'warn',
      },
      `http://127.0.0.1:${port}`,
    );
    await product.restart();
    return product;
  }

  /**
   * Kills with SIGKILL at a random moment, starts again and goes on, until told otherwise; it runs in the end. Each life
   * lasts for some progress, so that a slow machine comes to an end too.
   */
  async killUntil(isOver: () => boolean, progress: () => number): Promise<void> {
    while (!isOver()) {
      const enough = progress() + PROGRESS_OF_A_LIFE;
      const lifeMs = SHORTEST_LIFE_MS + Math.random() * (LONGEST_LIFE_MS - SHORTEST_LIFE_MS);
      await new Promise((resolve) => setTimeout(resolve, lifeMs));
      await until('notes get through', () => isOver() || progress() >= enough, 60_000);
      if (isOver()) return;
      await this.running?.end('SIGKILL');
      this.kills += 1;
      await this.restart();
    }
  }

  async stop(): Promise<void> {
    await this.running?.end('SIGTERM');
  }

  private async restart(): Promise<void> {
    const started = await ProductProcess.start(this.file, this.environment);
    this.running = started;
    await until('the product answers', async () => !started.isAlive || (await this.isReady()), 60_000);
    if (!started.isAlive) throw new Error(`the product did not start: ${started.errors}`);
  }

  private async isReady(): Promise<boolean> {
    return fetch(`${this.address}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  }
}
