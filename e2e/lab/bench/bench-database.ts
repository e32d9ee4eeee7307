import { Secret } from '#libs/config';
import { migrate } from '#libs/database';
import { PostgresServer } from '../../support/servers/postgres-server.js';
import { StoredNotes } from './stored-notes.js';

/** Notes in one or more databases of a PostgreSQL server. */
export class BenchDatabase {
  private readonly opened: StoredNotes[] = [];

  private constructor(
    private readonly server: PostgresServer,
    /** Notes of the first database. */
    readonly notes: StoredNotes,
  ) {
    this.opened.push(notes);
  }

  static async start(): Promise<BenchDatabase> {
    return BenchDatabase.on(await PostgresServer.startMigrated());
  }

  /** @param server with the product's tables */
  static on(server: PostgresServer): BenchDatabase {
    return new BenchDatabase(server, new StoredNotes(server.url.href));
  }

  get url(): string {
    return this.notes.url;
  }

  /** Process id of the parent of all PostgreSQL processes. */
  get postmaster(): number {
    return this.server.postmaster;
  }

  version(): Promise<string> {
    return this.server.version();
  }

  /** Creates another database with the product's tables. */
  async create(name: string): Promise<StoredNotes> {
    await this.notes.query(`CREATE DATABASE ${name}`);
    const url = new URL(this.url);
    url.pathname = `/${name}`;
    await migrate(new Secret(url.href));
    const notes = new StoredNotes(url.href);
    this.opened.push(notes);
    return notes;
  }

  async close(): Promise<void> {
    await Promise.all(this.opened.map((notes) => notes.close()));
  }

  /** Closes the connections and removes the server. */
  async stop(): Promise<void> {
    await this.close();
    await this.server.remove();
  }
}
