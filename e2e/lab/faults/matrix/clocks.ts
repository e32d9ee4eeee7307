import { at, newEmail, signIn, signUp, tokensOf } from '../../../../apps/core/testing/test-actions.js';
import type { HttpClient } from '../../../../apps/core/testing/http-client.js';
import { createNote, noteAt, randomKey } from '../../../../apps/core/testing/note-actions.js';
import { until } from '../../../support/until.js';
import type { RunningDeployment } from '../../../support/deployment/running-deployment.js';
import { MovableClock, wrongClock } from '../injection/fake-clock.js';
import { seconds, type Fault } from '../fault.js';
import { restartPostgres } from './postgres.js';

const CORE_CLOCKS = ['+1h', '-1h'];

const inSeconds = (count: number) => new Date(Date.now() + count * 1_000).toISOString();

/**
 * No client notices, except that an access token is valid by the clock of its issuer: at the other core its owner has to
 * refresh the session.
 */
const wrongClocks: Fault = {
  name: 'clock of one core an hour ahead, of the other an hour behind',
  failsNothing: true,
  async prepare(deployment) {
    for (const [index, offset] of CORE_CLOCKS.entries()) {
      await deployment.restartCore(index, 'SIGTERM', await wrongClock(offset));
    }
  },
  async strike(deployment) {
    const https = deployment.cores.map(({ http }) => http);
    for (const writer of https) {
      for (const reader of https.filter((http) => http !== writer)) {
        await notesExpireInTime(writer, reader);
        await sessionsAreGood(deployment, writer, reader);
      }
    }
    await seconds(5);
  },
  async restore(deployment) {
    for (const index of CORE_CLOCKS.keys()) await deployment.restartCore(index, 'SIGTERM');
  },
};

async function notesExpireInTime(writer: HttpClient, reader: HttpClient): Promise<void> {
  const lasting = await createNote(writer, { expires_at: inSeconds(1_800) });
  const short = await createNote(writer, { expires_at: inSeconds(1) });
  await expectStatus(200, 'a note that is valid for half an hour', reader.get(noteAt(lasting.slug)));
  await until('the short-lived note expires', async () => {
    const { status, body } = await reader.get(noteAt(short.slug, 'meta'));
    return status === 404 && Object(body).code === 'note.expired';
  });
}

async function sessionsAreGood({ postgres }: RunningDeployment, writer: HttpClient, reader: HttpClient) {
  const email = newEmail();
  await expectStatus(201, 'a sign-up', signUp(writer, email));
  await postgres.query(`UPDATE user_account SET activated_at = now() WHERE email = '${email}'`);
  const { headers, refreshToken } = tokensOf(await signIn(writer, email));
  await expectStatus(200, 'a request to the issuer of its token', writer.get(at('/note'), { headers }));
  const refreshed = tokensOf(await reader.post(at('/auth/refresh-tokens'), { refresh_token: refreshToken }));
  const pending = reader.get(at('/note'), { headers: refreshed.headers });
  await expectStatus(200, 'a request after a refresh at another core', pending);
}

/** Read notes stay read, although the clock is before the time of the read. Setting it may end a waiting statement. */
class ClockSetBack implements Fault {
  readonly name = 'clock of PostgreSQL set back by an hour for 10 s';
  private clock: MovableClock | undefined;

  async prepare(deployment: RunningDeployment): Promise<void> {
    this.clock = await MovableClock.start();
    await deployment.postgres.stop();
    await restartPostgres(deployment, await this.clock.environment());
  }

  async strike({ http }: RunningDeployment): Promise<void> {
    const read = await createNote(http);
    await expectStatus(200, 'a note', http.get(noteAt(read.slug)));
    const leased = await createNote(http);
    const lease = { headers: { 'idempotency-key': randomKey() } };
    await expectStatus(200, 'a note with a lease', http.get(noteAt(leased.slug), lease));

    await this.clock?.set('-1h');
    await expectStatus(404, 'a note that has been read', http.get(noteAt(read.slug)));
    await expectStatus(404, 'a note leased by another reader', http.get(noteAt(leased.slug)));
    await expectStatus(200, 'a note within its lease', http.get(noteAt(leased.slug), lease));
    await seconds(10);
    await this.clock?.set('+0h');
  }

  async restore(deployment: RunningDeployment): Promise<void> {
    await deployment.postgres.stop();
    await restartPostgres(deployment);
    await this.clock?.remove();
  }
}

export const CLOCKS: Fault[] = [wrongClocks, new ClockSetBack()];

async function expectStatus(
  status: number,
  what: string,
  pending: ReturnType<HttpClient['get']>,
): Promise<void> {
  const response = await pending;
  if (response.status !== status) throw new Error(`${what} received ${response.status} ${response.text}`);
}
