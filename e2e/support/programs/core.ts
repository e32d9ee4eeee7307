import { HttpClient } from '../../../apps/core/testing/http-client.js';
import { ProductProcess, type Confine } from '../process.js';
import { until } from '../until.js';

export type CoreProgram = 'core' | 'standalone';

const PROGRAMS: Record<CoreProgram, { file: string; address: RegExp }> = {
  core: { file: 'dist/bundles/core/main.js', address: /"address":"([^"]+)".*"core listens"/ },
  standalone: { file: 'dist/bundles/standalone/onasty-server.js', address: /Onasty is at (\S+)/ },
};

/** Core, or standalone in its place, as a process. */
export class Core {
  readonly http: HttpClient;

  private constructor(
    readonly process: ProductProcess,
    readonly address: string,
  ) {
    this.http = new HttpClient(address);
  }

  /** Starts the built program and waits until it listens. @param environment everything that it needs */
  static async start(
    program: CoreProgram,
    environment: Record<string, string>,
    confine?: Confine,
  ): Promise<Core> {
    const { file, address } = PROGRAMS[program];
    const started = await ProductProcess.start(file, environment, confine);
    const addressOf = () => started.lines.map((line) => address.exec(line)?.[1]).find(Boolean);
    await until(`${program} listens`, () => addressOf() !== undefined || !started.isAlive);
    const found = addressOf();
    if (found === undefined)
      throw new Error(`${program} did not start: ${started.fatalMessages().join()}${started.errors}`);
    return new Core(started, found);
  }

  /** Log lines so far, parsed. */
  log(): Record<string, unknown>[] {
    return this.process.log();
  }

  /** @throws {Error} if its log or metrics contain a secret */
  async stop(): Promise<void> {
    this.http.close();
    await this.process.end('SIGTERM');
  }
}
