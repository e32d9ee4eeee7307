import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, statSync, symlinkSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

const node = process.execPath;
/** Where distroless images have it. */
const NODE_IN_IMAGE = '/nodejs/bin/node';

/** A stage of a Dockerfile: a folder that shows the machine's files, and keeps what is written to itself. */
export class StageFolder {
  /** What is written lies in memory. */
  static prepare(folder) {
    execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', folder]);
  }

  constructor(folder, name, base) {
    this.name = name;
    this.written = join(folder, name, 'written');
    this.root = join(folder, name, 'root');
    this.workdir = base?.workdir ?? '/';
    this.environment = { ...base?.environment };
    this.entrypoint = base?.entrypoint ?? [];
    this.command = [];
    this.layers = [this.written, ...(base?.layers ?? [])];
    const work = join(folder, name, 'work');
    for (const made of [this.written, this.root, work]) mkdirSync(made, { recursive: true });
    const lower = [...this.layers.slice(1), '/'].join(':');
    const options = `lowerdir=${lower},upperdir=${this.written},workdir=${work}`;
    execFileSync('mount', ['-t', 'overlay', 'overlay', '-o', options, this.root]);
    for (const shared of ['/proc', '/dev'])
      execFileSync('mount', ['--rbind', shared, join(this.root, shared)]);
    if (base === undefined) this.#addNode();
  }

  /** @param origin the folder that a COPY takes from */
  take(keyword, text, origin) {
    if (keyword === 'WORKDIR') {
      this.workdir = resolve(this.workdir, text);
      mkdirSync(join(this.root, this.workdir), { recursive: true });
    }
    if (keyword === 'ENV')
      Object.assign(this.environment, Object.fromEntries(text.split(' ').map((pair) => pair.split('='))));
    if (keyword === 'RUN') this.run(['sh', '-c', text]);
    if (keyword === 'COPY') this.#copy(text, origin);
    if (keyword === 'ENTRYPOINT') this.entrypoint = JSON.parse(text);
    if (keyword === 'CMD') this.command = JSON.parse(text);
  }

  /** The command line that runs something within, as this user. */
  within(command, user = '0') {
    const enter = ['chroot', this.root, 'setpriv', '--reuid', user, '--regid', user, '--clear-groups'];
    return [...enter, '--', 'sh', '-c', 'cd "$0" && exec "$@"', this.workdir, ...command];
  }

  run(command) {
    const [program, ...parameters] = this.within(command);
    const env = { ...process.env, ...this.environment };
    execFileSync(program, parameters, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  }

  #copy(text, origin) {
    const sources = text.split(' ');
    const target = resolve(this.workdir, sources.pop() ?? '');
    for (const source of sources) {
      const path = join(origin, source);
      // The content of a folder is copied, and a file into a folder that is there or named by its end.
      const isInto = !isFolder(path) && (text.endsWith('/') || isFolder(join(this.root, target)));
      const place = join(this.root, target, isInto ? basename(source) : '');
      cpSync(path, place, { recursive: true, verbatimSymlinks: true });
    }
  }

  #addNode() {
    const folder = join(this.root, '/nodejs/bin');
    mkdirSync(folder, { recursive: true });
    if (!existsSync(join(this.root, NODE_IN_IMAGE))) symlinkSync(node, join(this.root, NODE_IN_IMAGE));
  }
}

function isFolder(path) {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
