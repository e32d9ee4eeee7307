import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, statSync, symlinkSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { z } from 'zod';

/** Path of Node in distroless images. */
const NODE_IN_IMAGE = '/nodejs/bin/node';
const execForm = z.array(z.string());

/** Stage of a Dockerfile: an overlay on the file system of this machine. */
export class StageFolder {
  /** Folder with the stage's file system. */
  readonly root: string;
  /** Writable folders, the stage's own first. */
  readonly layers: readonly string[];
  readonly environment: Record<string, string>;
  entrypoint: readonly string[];
  command: readonly string[] = [];
  private workdir: string;

  /** Mounts a file system in memory for the writes of stages. */
  static prepare(folder: string): void {
    execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', folder]);
  }

  constructor(folder: string, name: string, base: StageFolder | undefined) {
    const written = join(folder, name, 'written');
    const work = join(folder, name, 'work');
    this.root = join(folder, name, 'root');
    this.workdir = base?.workdir ?? '/';
    this.environment = { ...base?.environment };
    this.entrypoint = base?.entrypoint ?? [];
    this.layers = [written, ...(base?.layers ?? [])];
    for (const path of [written, this.root, work]) mkdirSync(path, { recursive: true });
    const lower = [...this.layers.slice(1), '/'].join(':');
    const options = `lowerdir=${lower},upperdir=${written},workdir=${work}`;
    execFileSync('mount', ['-t', 'overlay', 'overlay', '-o', options, this.root]);
    for (const shared of ['/proc', '/dev'])
      execFileSync('mount', ['--rbind', shared, join(this.root, shared)]);
    if (base === undefined) this.addNode();
  }

  /** @param origin folder that a COPY reads */
  apply(keyword: string, text: string, origin: string): void {
    if (keyword === 'WORKDIR') {
      this.workdir = resolve(this.workdir, text);
      mkdirSync(join(this.root, this.workdir), { recursive: true });
    }
    if (keyword === 'ENV')
      for (const pair of text.split(' ')) {
        const [name = '', value = ''] = pair.split('=');
        this.environment[name] = value;
      }
    if (keyword === 'RUN') this.run(['sh', '-c', text]);
    if (keyword === 'COPY') this.copy(text, origin);
    if (keyword === 'ENTRYPOINT') this.entrypoint = execForm.parse(JSON.parse(text));
    if (keyword === 'CMD') this.command = execForm.parse(JSON.parse(text));
  }

  /** Command line that runs `command` in the stage as a user. */
  commandWithin(command: readonly string[], user = '0'): readonly string[] {
    const enter = ['chroot', this.root, 'setpriv', '--reuid', user, '--regid', user, '--clear-groups'];
    return [...enter, '--', 'sh', '-c', 'cd "$0" && exec "$@"', this.workdir, ...command];
  }

  private run(command: readonly string[]): void {
    const [program = '', ...parameters] = this.commandWithin(command);
    const env = { ...process.env, ...this.environment };
    execFileSync(program, parameters, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  }

  private copy(text: string, origin: string): void {
    const sources = text.split(' ');
    const target = resolve(this.workdir, sources.pop() ?? '');
    for (const source of sources) {
      const path = join(origin, source);
      // Docker copies the content of a folder, and a file into an existing or slash-terminated folder.
      const isInto = !isFolder(path) && (text.endsWith('/') || isFolder(join(this.root, target)));
      const destination = join(this.root, target, isInto ? basename(source) : '');
      cpSync(path, destination, { recursive: true, verbatimSymlinks: true });
    }
  }

  private addNode(): void {
    const path = join(this.root, NODE_IN_IMAGE);
    mkdirSync(join(path, '..'), { recursive: true });
    if (!existsSync(path)) symlinkSync(process.execPath, path);
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
