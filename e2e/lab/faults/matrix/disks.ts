import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { at } from '../../../support/accounts.js';
import { createNote } from '../../../support/notes.js';
import { until } from '../../../support/until.js';
import type { Cluster } from '../cluster.js';
import { seconds, type Fault } from '../fault.js';
import { SmallDisk } from '../small-disk.js';
import { DATABASE_ANSWERS_WITHIN_MS, startAgain } from './postgres.js';

const LARGE_NOTE = { content: randomBytes(300_000).toString('base64') };

/** A part of PostgreSQL's files on a disk that fills up, and is freed again. */
class FullDisk implements Fault {
  readonly answersWithinMs = DATABASE_ANSWERS_WITHIN_MS;
  private disk: SmallDisk | undefined;

  /** @param folder of PostgreSQL's files */
  constructor(
    readonly name: string,
    private readonly folder: string,
    private readonly roomMiB: number,
    private readonly whileFull: (cluster: Cluster, earlierSlug: string) => Promise<unknown>,
  ) {}

  async prepare(cluster: Cluster): Promise<void> {
    await cluster.postgres.stop();
    this.disk = await SmallDisk.under(join(cluster.postgres.cluster, this.folder), this.roomMiB);
    await startAgain(cluster);
    await until('every core serves', () => cluster.serves());
  }

  async strike(cluster: Cluster): Promise<void> {
    const { slug } = await createNote(cluster.http);
    await this.disk?.fill();
    await this.whileFull(cluster, slug);
    await seconds(5);
    await this.disk?.free();
    // As whatever supervises it does, when it could not even start again by itself.
    if (!(await cluster.postgres.isAlive())) await startAgain(cluster);
  }

  async tidy(cluster: Cluster): Promise<void> {
    await cluster.postgres.stop();
    await this.disk?.remove();
    await startAgain(cluster);
    await until('every core serves', () => cluster.serves());
  }
}

export const DISKS: Fault[] = [
  new FullDisk('the disk of PostgreSQL’s tables full', 'base', 8, refusesNotesAndGivesThemOut),
  new FullDisk('the disk of PostgreSQL’s log (WAL) full', 'pg_wal', 48, takesNoMoreLog),
];

/** New notes are refused in words that a client understands, and those that are there can be read. */
async function refusesNotesAndGivesThemOut({ http }: Cluster, earlierSlug: string): Promise<void> {
  await until('a large note is refused', async () => {
    const { status, headers } = await http.post(at('/note'), LARGE_NOTE);
    if (status !== 201 && (status !== 503 || headers['retry-after'] === undefined)) {
      throw new Error(`a note was answered ${status} while the disk was full`);
    }
    return status === 503;
  });
  // Also this needs a little room, which PostgreSQL may have to find first.
  const read = async () => (await http.get(at(`/note/${earlierSlug}`))).status === 200;
  await until('an earlier note is read', read);
}

async function takesNoMoreLog({ postgres }: Cluster): Promise<void> {
  const write = "SELECT pg_logical_emit_message(true, 'fault', repeat('x', 1000000))";
  await until('the log takes no more', () =>
    postgres.query(write).then(
      () => false,
      () => true,
    ),
  );
}
