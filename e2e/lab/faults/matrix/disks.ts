import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { at } from '../../../../apps/core/testing/test-actions.js';
import { createNote } from '../../../../apps/core/testing/note-actions.js';
import { until } from '../../../support/until.js';
import type { RunningDeployment } from '../../../support/deployment/running-deployment.js';
import { seconds, type Fault } from '../fault.js';
import { SmallDisk } from '../injection/small-disk.js';
import { DATABASE_RESPONDS_WITHIN_MS, restartPostgres } from './postgres.js';

const LARGE_NOTE = { content: randomBytes(300_000).toString('base64') };

/** Fills the disk of some of PostgreSQL's files and frees it again. */
class FullDisk implements Fault {
  readonly respondsWithinMs = DATABASE_RESPONDS_WITHIN_MS;
  private disk: SmallDisk | undefined;

  constructor(
    readonly name: string,
    private readonly folder: string,
    private readonly freeMiB: number,
    private readonly whileFull: (deployment: RunningDeployment, earlierSlug: string) => Promise<unknown>,
  ) {}

  async prepare(deployment: RunningDeployment): Promise<void> {
    await deployment.postgres.stop();
    this.disk = await SmallDisk.under(join(deployment.postgres.dataFolder, this.folder), this.freeMiB);
    await restartPostgres(deployment);
    await until('every core serves', () => deployment.isServing());
  }

  async strike(deployment: RunningDeployment): Promise<void> {
    const { slug } = await createNote(deployment.http);
    await this.disk?.fill();
    await this.whileFull(deployment, slug);
    await seconds(5);
    await this.disk?.free();
    // PostgreSQL exits if it cannot write WAL; a supervisor restarts it too.
    if (!(await deployment.postgres.isAlive())) await restartPostgres(deployment);
  }

  async restore(deployment: RunningDeployment): Promise<void> {
    await deployment.postgres.stop();
    await this.disk?.remove();
    await restartPostgres(deployment);
    await until('every core serves', () => deployment.isServing());
  }
}

export const DISKS: Fault[] = [
  new FullDisk('disk of PostgreSQL’s tables full', 'base', 8, rejectsNewNotes),
  new FullDisk('disk of PostgreSQL’s write-ahead log full', 'pg_wal', 48, fillLog),
];

/** New notes are rejected with a clear response, and stored notes can be read. */
async function rejectsNewNotes({ http }: RunningDeployment, earlierSlug: string): Promise<void> {
  await until('a large note is rejected', async () => {
    const { status, headers } = await http.post(at('/note'), LARGE_NOTE);
    if (status !== 201 && (status !== 503 || headers['retry-after'] === undefined)) {
      throw new Error(`a new note received ${status} while the disk was full`);
    }
    return status === 503;
  });
  // A read also writes, so PostgreSQL may have to free some pages first.
  const read = async () => (await http.get(at(`/note/${earlierSlug}`))).status === 200;
  await until('an earlier note is read', read);
}

async function fillLog({ postgres }: RunningDeployment): Promise<void> {
  const write = "SELECT pg_logical_emit_message(true, 'fault', repeat('x', 1000000))";
  await until('the log is full', () =>
    postgres.query(write).then(
      () => false,
      () => true,
    ),
  );
}
