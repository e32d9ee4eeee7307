import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../e2e/support/free-port.js';
import { until } from '../../e2e/support/until.js';
import type { Engine } from './engine.js';
import type { Installation } from './installation.js';
import { imageOf } from './product-images.js';

const HARDENED = [
  '--read-only',
  '--cap-drop',
  'ALL',
  '--security-opt',
  'no-new-privileges',
  '--pids-limit',
  '128',
];
const BACKUP = '/data/onasty.backup';

/** The image `standalone`, by the commands of deploy/README.md. */
export class StandaloneContainer implements Installation {
  private name = 'onasty-trial';

  private constructor(
    private readonly engine: Engine,
    private readonly port: number,
    private readonly folder: string,
    private readonly versions: readonly [string, string],
  ) {}

  static async prepare(engine: Engine, versions: readonly [string, string]): Promise<StandaloneContainer> {
    const folder = await mkdtemp(join(tmpdir(), 'onasty-container-'));
    const container = new StandaloneContainer(engine, await freePort(), folder, versions);
    await container.clear();
    return container;
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  install(): Promise<void> {
    return this.start(this.versions[0]);
  }

  async restart(): Promise<void> {
    await this.engine.docker(['restart', this.name]);
    await this.becomeHealthy();
  }

  async upgrade(): Promise<void> {
    await this.engine.docker(['stop', this.name]);
    await this.engine.docker(['rm', this.name]);
    await this.start(this.versions[1]);
  }

  async backUp(): Promise<void> {
    await this.inFolder(`docker exec ${this.name} onasty-server backup ${BACKUP}
      docker cp ${this.name}:${BACKUP} - > backup.tar
      docker cp ${this.name}:/data/secrets.json - > secrets.tar`);
  }

  async restoreElsewhere(): Promise<void> {
    await this.engine.docker(['rm', '--force', '--volumes', this.name]);
    this.name = 'onasty-elsewhere';
    const image = imageOf('standalone', this.versions[1]);
    await this.inFolder(`docker create --name ${this.name} --volume ${this.name}:/data ${image} restore ${BACKUP}
      docker cp - ${this.name}:/data < secrets.tar
      docker cp - ${this.name}:/data < backup.tar
      docker start --attach ${this.name}
      docker rm ${this.name}`);
    await this.start(this.versions[1]);
  }

  containers(): Promise<string[]> {
    return Promise.resolve([this.name]);
  }

  async remove(): Promise<void> {
    await this.clear();
    await rm(this.folder, { recursive: true });
  }

  /** Removes what an interrupted run may have left, too. */
  private async clear(): Promise<void> {
    for (const name of ['onasty-trial', 'onasty-elsewhere']) {
      await this.engine.shell(`docker rm --force --volumes ${name} || true`);
      await this.engine.shell(`docker volume rm --force ${name}`);
    }
  }

  private async start(version: string): Promise<void> {
    const place = ['--publish', `127.0.0.1:${this.port}:3000`, '--volume', `${this.name}:/data`];
    const options = ['--detach', '--name', this.name, '--env', `FRONTEND_URL=${this.url}`, ...HARDENED];
    await this.engine.docker(['run', ...options, ...place, imageOf('standalone', version)]);
    await this.becomeHealthy();
  }

  private becomeHealthy(): Promise<void> {
    return until(`${this.name} is healthy`, () => this.engine.isHealthy(this.name), 120_000);
  }

  private inFolder(lines: string): Promise<string> {
    return this.engine.shell(lines, { cwd: this.folder });
  }
}
