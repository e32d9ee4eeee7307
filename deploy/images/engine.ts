import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Program } from '../../e2e/support/program.js';
import { until } from '../../e2e/support/until.js';

const execute = promisify(execFile);
export const OUTPUT = join(process.cwd(), 'e2e/.output/images');
const COMPOSE = 'github.com/docker/compose/v2/cmd';
/** Last version before Compose needs plugins to build. */
const COMPOSE_VERSION = 'v2.29.7';

export interface CommandOptions {
  cwd?: string;
  env?: Record<string, string>;
}

/** Runs a command and returns its output. @throws {Error} with its error output */
export async function run(command: readonly string[], { cwd, env }: CommandOptions = {}): Promise<string> {
  const [program = '', ...parameters] = command;
  const options = { cwd, env: { ...process.env, ...env }, maxBuffer: 100_000_000 };
  const { stdout } = await execute(program, parameters, options);
  return stdout.trim();
}

/** Docker: the engine of this machine, or one of its own. */
export class Engine {
  private constructor(
    private readonly env: Record<string, string>,
    private readonly daemon?: Program,
  ) {}

  static async open(): Promise<Engine> {
    mkdirSync(OUTPUT, { recursive: true });
    const env = await findCompose();
    const isReachable = await run(['docker', 'info'], { env }).then(
      (text) => text.includes('Server Version'),
      () => false,
    );
    return isReachable ? new Engine(env) : startDaemon(env);
  }

  /** Runs `docker`. */
  docker(parameters: readonly string[], options: CommandOptions = {}): Promise<string> {
    return run(['docker', ...parameters], { ...options, env: { ...this.env, ...options.env } });
  }

  /** Runs a line of a manual. */
  shell(line: string, options: CommandOptions = {}): Promise<string> {
    return run(['sh', '-ec', line], { ...options, env: { ...this.env, ...options.env } });
  }

  async isHealthy(container: string): Promise<boolean> {
    const format = '{{.State.Status}} {{.State.Health.Status}}';
    const state = await this.docker(['inspect', '--format', format, container]);
    if (state.startsWith('exited')) throw new Error(await this.docker(['logs', container]));
    return state === 'running healthy';
  }

  async stop(): Promise<void> {
    await this.daemon?.stop();
  }

  static async own(env: Record<string, string>, daemon: Program): Promise<Engine> {
    const engine = new Engine(env, daemon);
    const answers = () =>
      engine.docker(['version']).then(
        () => true,
        () => false,
      );
    await until('the engine runs', async () => !daemon.isAlive || (await answers()));
    if (!daemon.isAlive) throw new Error(daemon.lines.slice(-20).join('\n'));
    return engine;
  }
}

/** Data stay in the output folder, so that layers are built once. The limits are those that every machine permits. */
async function startDaemon(env: Record<string, string>): Promise<Engine> {
  const folder = mkdtempSync(join(tmpdir(), 'onasty-engine-'));
  const host = `unix://${folder}/docker.sock`;
  const command = ['dockerd', '--host', host, '--data-root', `${OUTPUT}/engine`, '--exec-root', folder];
  const limits = ['nofile=1024:1024', 'nproc=4096:4096'].flatMap((limit) => ['--default-ulimit', limit]);
  const daemon = await Program.start([...command, '--pidfile', `${folder}/pid`, ...limits], {});
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return Engine.own({ ...env, DOCKER_HOST: host }, daemon);
}

/** Environment in which `docker compose` works; without the plugin, Go builds it. */
async function findCompose(): Promise<Record<string, string>> {
  const hasPlugin = await run(['docker', 'compose', 'version']).then(
    (text) => text.includes('Compose'),
    () => false,
  );
  if (hasPlugin) return {};
  const config = join(OUTPUT, 'docker');
  const plugin = join(config, 'cli-plugins/docker-compose');
  const env = { DOCKER_CONFIG: config };
  if (existsSync(plugin)) return env;
  const module = join(OUTPUT, 'compose');
  mkdirSync(module, { recursive: true });
  const own = join(homedir(), '.docker');
  if (existsSync(own)) cpSync(own, config, { recursive: true });
  const steps = `[ -e go.mod ] || go mod init lab; go get -tool ${COMPOSE}@${COMPOSE_VERSION}; go build -o ${plugin} ${COMPOSE}`;
  await run(['sh', '-ec', steps], { cwd: module });
  return env;
}
