import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProductProcess } from '../process.js';
import { until } from '../until.js';

const STANDALONE = 'dist/bundles/standalone/onasty-server.js';

/** Standalone as a process with its data folder. */
export class Standalone {
  private constructor(
    readonly process: ProductProcess,
    readonly address: string,
  ) {}

  /** Resolves once it prints its address. */
  static async start(dataFolder: string, environment: Record<string, string> = {}): Promise<Standalone> {
    return Standalone.whenReady(await launch(dataFolder, environment));
  }

  static async whenReady(started: ProductProcess): Promise<Standalone> {
    const address = () => started.lines.map((line) => /Onasty is at (\S+)/.exec(line)?.[1]).find(Boolean);
    await until('standalone is ready', () => address() !== undefined || !started.isAlive);
    const found = address();
    if (found === undefined)
      throw new Error(`standalone did not start: ${started.fatalMessages().join()}${started.errors}`);
    return new Standalone(started, found);
  }

  /** Returns the messages of a start that must fail. */
  static async startFailure(dataFolder: string, environment: Record<string, string> = {}): Promise<string[]> {
    const started = await launch(dataFolder, environment);
    await until('standalone ends', () => !started.isAlive);
    if (started.exitCode !== 1) throw new Error(`it ended with ${started.exitCode}`);
    return started.fatalMessages();
  }

  /** Folder of its database, according to its output. */
  get postgresFolder(): string {
    const line = this.process.lines.find((text) => text.includes('embedded: PostgreSQL in '));
    return line?.split('PostgreSQL in ')[1]?.trim() ?? '';
  }

  async postgresPid(): Promise<number> {
    const text = await readFile(join(this.postgresFolder, 'cluster', 'postmaster.pid'), 'utf8');
    return Number(text.split('\n')[0]);
  }

  /** State of its backing services. */
  async parts(): Promise<unknown> {
    const response = await fetch(`${this.address}/health/ready`);
    const body: { parts?: unknown } = await response.json();
    return body.parts;
  }

  async createNote(content: string): Promise<string> {
    const response = await fetch(`${this.address}/api/v1/note`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ content }),
    });
    const body: { slug?: string } = await response.json();
    if (body.slug === undefined) throw new Error(`no note was created: ${response.status}`);
    return body.slug;
  }

  async readNote(slug: string): Promise<string | undefined> {
    const response = await fetch(`${this.address}/api/v1/note/${slug}`);
    const body: { content?: string } = await response.json();
    return body.content;
  }
}

function launch(dataFolder: string, environment: Record<string, string>): Promise<ProductProcess> {
  return ProductProcess.start(STANDALONE, { DATA_DIR: dataFolder, HTTP_PORT: '0', ...environment });
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Creates a folder with a space in its name. */
export async function temporaryFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'onasty start '));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
