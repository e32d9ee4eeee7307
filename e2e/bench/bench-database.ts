import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret } from '#libs/config';
import { EmbeddedPostgres, migrate } from '#libs/database';
import { StoredNotes } from './stored-notes.js';

/** A real PostgreSQL of its own, with every durability setting as in production. */
export class BenchDatabase {
  private readonly opened: StoredNotes[] = [];

  private constructor(
    private readonly server: EmbeddedPostgres,
    private readonly dataFolder: string,
    /** Of its first database, which has the tables of the product. */
    readonly notes: StoredNotes,
  ) {
    this.opened.push(notes);
  }

  static async start(): Promise<BenchDatabase> {
    const dataFolder = await mkdtemp(join(tmpdir(), 'onasty-bench-'));
    const server = await EmbeddedPostgres.start({ dataFolder, password: new Secret(randomUUID()) });
    await migrate(server.url);
    return new BenchDatabase(server, dataFolder, new StoredNotes(server.url.reveal()));
  }

  get url(): string {
    return this.notes.url;
  }

  /** Another database of this name beside the first. */
  async create(name: string): Promise<StoredNotes> {
    await this.notes.query(`CREATE DATABASE ${name}`);
    const url = new URL(this.url);
    url.pathname = `/${name}`;
    await migrate(new Secret(url.href));
    const notes = new StoredNotes(url.href);
    this.opened.push(notes);
    return notes;
  }

  /** The process that all others of the server come from. */
  async postmaster(): Promise<number> {
    const file = await readFile(join(this.server.folder, 'cluster', 'postmaster.pid'), 'utf8');
    return Number(file.split('\n')[0]);
  }

  async stop(): Promise<void> {
    await Promise.all(this.opened.map((notes) => notes.close()));
    await this.server.stop();
    const folders = [this.dataFolder, this.server.folder];
    await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
  }
}
