import { Secret } from '#libs/config';
import { migrate } from '#libs/database';
import { PostgresServer } from '../../support/postgres-server.js';
import { StoredNotes } from './stored-notes.js';

/** The notes of a PostgreSQL of its own, in one database or several. */
export class BenchDatabase {
  private readonly opened: StoredNotes[] = [];

  private constructor(
    private readonly server: PostgresServer,
    /** Of its first database, which has the tables of the product. */
    readonly notes: StoredNotes,
  ) {
    this.opened.push(notes);
  }

  static async start(): Promise<BenchDatabase> {
    const server = await PostgresServer.startMigrated();
    return new BenchDatabase(server, new StoredNotes(server.url.href));
  }

  get url(): string {
    return this.notes.url;
  }

  /** The process that all others of the server come from. */
  get postmaster(): number {
    return this.server.postmaster;
  }

  version(): Promise<string> {
    return this.server.version();
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

  async stop(): Promise<void> {
    await Promise.all(this.opened.map((notes) => notes.close()));
    await this.server.remove();
  }
}
