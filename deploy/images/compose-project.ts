import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../e2e/support/free-port.js';
import type { Engine } from './engine.js';
import type { Installation } from './installation.js';
import { imageOf } from './product-images.js';

const PROJECTS = ['onasty', 'elsewhere'];
const IN_POSTGRES = 'docker compose exec -T postgres';

/** compose.yml in an empty folder, by the commands of deploy/README.md. */
export class ComposeProject implements Installation {
  private project = 'onasty';

  private constructor(
    private readonly engine: Engine,
    private readonly port: number,
    private folder: string,
    private readonly versions: readonly [string, string],
  ) {}

  static async prepare(engine: Engine, versions: readonly [string, string]): Promise<ComposeProject> {
    return new ComposeProject(engine, await freePort(), await newFolder(), versions);
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  async install(): Promise<void> {
    await this.setUp(this.versions[0]);
    const [https] = [await freePort()];
    await this.edit(/^HTTPS_PORTS=.*$/m, `HTTPS_PORTS=127.0.0.1:${https}:8443`);
    await this.start();
  }

  async restart(): Promise<void> {
    await this.compose('restart');
    await this.start();
  }

  async upgrade(): Promise<void> {
    await this.setUp(this.versions[1]);
    await this.edit(/^ONASTY_VERSION=.*$/m, `ONASTY_VERSION=${this.versions[1]}`);
    await this.start();
  }

  async backUp(): Promise<void> {
    await this.compose('run --rm backup once');
    const dump = 'pg_dump --username postgres --format custom --exclude-table-data note_payload onasty';
    await this.inFolder(`${IN_POSTGRES} ${dump} > onasty.dump`);
  }

  async restoreElsewhere(): Promise<void> {
    await this.compose('down');
    const before = this.folder;
    this.folder = await newFolder();
    this.project = 'elsewhere';
    await cp(before, this.folder, { recursive: true });
    await rm(before, { recursive: true });
    await this.compose('up --detach --wait postgres');
    const restore = 'pg_restore --username postgres --dbname onasty --clean --if-exists --exit-on-error';
    await this.inFolder(`${IN_POSTGRES} ${restore} < onasty.dump`);
    const repair = 'psql --username postgres --dbname onasty --file /etc/onasty/after-restore.sql';
    await this.inFolder(`${IN_POSTGRES} ${repair}`);
    await this.start();
  }

  async containers(): Promise<string[]> {
    return (await this.compose('ps --quiet')).split('\n');
  }

  async remove(): Promise<void> {
    for (const project of PROJECTS) {
      this.project = project;
      await this.compose('down --volumes');
    }
    await rm(this.folder, { recursive: true });
  }

  /** Output of a command of `docker compose`. */
  compose(parameters: string): Promise<string> {
    return this.inFolder(`docker compose ${parameters}`);
  }

  async readFile(name: string): Promise<string> {
    return readFile(join(this.folder, name), 'utf8');
  }

  private async setUp(version: string): Promise<void> {
    await this.inFolder(`docker run --rm --volume "$PWD:/out" ${imageOf('setup', version)} ${this.url}`);
  }

  private async start(): Promise<void> {
    await this.compose('up --detach --wait --wait-timeout 180');
  }

  private async edit(pattern: RegExp, line: string): Promise<void> {
    const text = await this.readFile('.env');
    await writeFile(join(this.folder, '.env'), text.replace(pattern, line));
  }

  private inFolder(line: string): Promise<string> {
    return this.engine.shell(line, { cwd: this.folder, env: { COMPOSE_PROJECT_NAME: this.project } });
  }
}

const newFolder = () => mkdtemp(join(tmpdir(), 'onasty-compose-'));
