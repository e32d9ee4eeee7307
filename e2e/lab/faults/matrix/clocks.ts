import { at, newEmail, signIn, signUp, tokensOf } from '../../../support/accounts.js';
import type { HttpClient } from '../../../../apps/core/testing/http-client.js';
import { createNote, noteAt, randomKey } from '../../../support/notes.js';
import { until } from '../../../support/until.js';
import type { Cluster } from '../cluster.js';
import { MovableClock, wrongClock } from '../fake-clock.js';
import { seconds, type Fault } from '../fault.js';
import { startAgain } from './postgres.js';

const CORE_CLOCKS = ['+1h', '-1h'];

const inSeconds = (count: number) => new Date(Date.now() + count * 1_000).toISOString();

/**
 * One core lives in the future and one in the past. Nobody notices, except that an access token is good by the clock of
 * who gave it: elsewhere its owner refreshes the session.
 */
const wrongClocks: Fault = {
  name: 'the clock of one core an hour ahead, of the other an hour behind',
  failsNothing: true,
  async prepare(cluster) {
    for (const [index, offset] of CORE_CLOCKS.entries()) {
      await cluster.restartCore(index, 'SIGTERM', await wrongClock(offset));
    }
  },
  async strike(cluster) {
    const https = cluster.cores.map(({ http }) => http);
    for (const writer of https) {
      for (const reader of https.filter((http) => http !== writer)) {
        await notesExpireInTime(writer, reader);
        await sessionsAreGood(cluster, writer, reader);
      }
    }
    await seconds(5);
  },
  async tidy(cluster) {
    for (const index of CORE_CLOCKS.keys()) await cluster.restartCore(index, 'SIGTERM');
  },
};

async function notesExpireInTime(writer: HttpClient, reader: HttpClient): Promise<void> {
  const lasting = await createNote(writer, { expires_at: inSeconds(1_800) });
  const short = await createNote(writer, { expires_at: inSeconds(1) });
  await expectStatus(200, 'a note that lasts half an hour', reader.get(noteAt(lasting.slug)));
  await until('the other note expires', async () => {
    const { status, body } = await reader.get(noteAt(short.slug, 'meta'));
    return status === 404 && Object(body).code === 'note.expired';
  });
}

async function sessionsAreGood({ postgres }: Cluster, writer: HttpClient, reader: HttpClient) {
  const email = newEmail();
  await expectStatus(201, 'a sign-up', signUp(writer, email));
  await postgres.query(`UPDATE user_account SET activated_at = now() WHERE email = '${email}'`);
  const { headers, refreshToken } = tokensOf(await signIn(writer, email));
  await expectStatus(200, 'a request where its token is from', writer.get(at('/note'), { headers }));
  const refreshed = tokensOf(await reader.post(at('/auth/refresh-tokens'), { refresh_token: refreshToken }));
  const asking = reader.get(at('/note'), { headers: refreshed.headers });
  await expectStatus(200, 'a request after a refresh by another core', asking);
}

/**
 * What was read stays read, and what has expired stays expired, although their time has not come yet. PostgreSQL measures how
 * long a statement may wait by this clock, so that one may be told to come back when it is set.
 */
class SteppedBack implements Fault {
  readonly name = 'the clock of PostgreSQL put back by an hour for 10 s';
  private clock: MovableClock | undefined;

  async prepare(cluster: Cluster): Promise<void> {
    this.clock = await MovableClock.start();
    await cluster.postgres.stop();
    await startAgain(cluster, await this.clock.environment());
  }

  async strike({ http }: Cluster): Promise<void> {
    const read = await createNote(http);
    await expectStatus(200, 'a note', http.get(noteAt(read.slug)));
    const leased = await createNote(http);
    const lease = { headers: { 'idempotency-key': randomKey() } };
    await expectStatus(200, 'a note with a lease', http.get(noteAt(leased.slug), lease));

    await this.clock?.set('-1h');
    await expectStatus(404, 'a note that was read', http.get(noteAt(read.slug)));
    await expectStatus(404, 'a note that another read', http.get(noteAt(leased.slug)));
    await expectStatus(200, 'a note within its lease', http.get(noteAt(leased.slug), lease));
    await seconds(10);
    await this.clock?.set('+0h');
  }

  async tidy(cluster: Cluster): Promise<void> {
    await cluster.postgres.stop();
    await startAgain(cluster);
    await this.clock?.remove();
  }
}

export const CLOCKS: Fault[] = [wrongClocks, new SteppedBack()];

async function expectStatus(
  status: number,
  words: string,
  asking: ReturnType<HttpClient['get']>,
): Promise<void> {
  const answer = await asking;
  if (answer.status !== status) throw new Error(`${words} was answered ${answer.status} ${answer.text}`);
}
