import { connect, type NatsConnection } from '@nats-io/transport-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, newEmail, PASSWORD, signIn, signUp, tokensOf } from '../../apps/core/testing/test-actions.js';
import type { RunningDeployment } from '../support/deployment/running-deployment.js';
import { TestDeployment } from '../support/deployment/test-deployment.js';
import { OtlpCollector } from '../support/servers/otlp-collector.js';
import { createNote, noteAt } from '../../apps/core/testing/note-actions.js';
import { until } from '../support/until.js';

/** Columns that exist to store email addresses. */
const COLUMNS_OF_ADDRESSES = new Set(['user_account.email', 'user_account.email_key', 'mail_token.email']);

const foundIn = (text: string, wanted: string[]) => wanted.filter((secret) => text.includes(secret));

describe('after the whole life of an account', () => {
  const needles = { passwords: [PASSWORD, 'quite another one 19'], texts: ['the text of a note'] };
  const email = newEmail('secret');
  const nextEmail = newEmail('next');
  const tokens: string[] = [];
  const events: string[] = [];
  let slug: string;
  let deployment: RunningDeployment;
  let listener: NatsConnection;
  let collector: OtlpCollector;

  const linkIn = async (address: string, page: string) => {
    const found = () =>
      deployment.smtp.mails
        .filter(({ recipients }) => recipients.includes(address))
        .map(({ raw }) => new RegExp(`${page}#t=3D([\\w-]{43})|${page}#t=([\\w-]{43})`).exec(unfolded(raw)))
        .findLast((match) => match !== null);
    await until(`a mail with ${page}`, () => found() !== undefined);
    const token = found()?.[1] ?? found()?.[2] ?? '';
    tokens.push(token);
    return token;
  };

  beforeAll(async () => {
    collector = await OtlpCollector.start();
    const watched = { LOG_LEVEL: 'trace', OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
    deployment = await new TestDeployment()
      .withCores(1, watched)
      .ofTarget()
      .withMailers(1, watched)
      .onClonedDatabase()
      .start();
    listener = await connect({ servers: deployment.nats.url });
    listener.subscribe('>', { callback: (_error, message) => void events.push(message.string()) });
    await listener.flush();
    const { http } = deployment;
    await signUp(http, email);
    await http.post(at('/auth/verify'), { token: await linkIn(email, '/verify') });
    const session = tokensOf(await signIn(http, email));
    await http.post(at('/auth/refresh-tokens'), { refresh_token: session.refreshToken });
    const note = await createNote(http, { content: needles.texts.join(), password: PASSWORD });
    await http.post(noteAt(note.slug, 'view'), { password: PASSWORD });
    slug = note.slug;
    tokens.push(session.accessToken, session.refreshToken, note.receipt);
    await http.post(
      at('/auth/change-email'),
      { new_email: nextEmail, current_password: PASSWORD },
      { headers: session.headers },
    );
    await http.post(at('/auth/change-email/confirm'), { token: await linkIn(nextEmail, '/change-email') });
    await http.post(at('/auth/reset-password'), { email: nextEmail });
    const reset = await linkIn(nextEmail, '/reset-password');
    await http.post(at(`/auth/reset-password/${reset}`), { password: needles.passwords[1] });
    await until('every mail is sent', async () => (await open()).length === 0);
  });
  afterAll(async () => {
    await listener.close();
    await deployment.stop();
    await collector.stop();
  });

  const open = () => deployment.database.query('SELECT id FROM outbox WHERE closed_at IS NULL');
  const secrets = () => [...needles.passwords, ...needles.texts, ...tokens];

  it('all its mails have arrived', () => {
    expect(deployment.smtp.mails.length).toBeGreaterThanOrEqual(5);
    expect(tokens.filter((token) => token.length >= 43)).toHaveLength(6);
  });

  it('no log of core or mailer contains a password, token, note text or email address', () => {
    const programs = [deployment.core.process, deployment.mailer];
    const logs = programs.flatMap(({ lines, errors }) => [...lines, errors]).join('\n');
    expect(logs.length).toBeGreaterThan(1_000);
    expect(foundIn(logs, [...secrets(), email, nextEmail, slug])).toEqual([]);
  });

  it('no span contains a password, token, note text or email address', async () => {
    const names = () => new Set(collector.spans.map(({ name }) => name));
    const places = ['POST /api/v1/note/:slug/view', 'POST /api/v1/auth/reset-password/:token', 'send mail'];
    await until('the spans have come', () => places.every((place) => names().has(place)));
    expect(foundIn(collector.raw.join('\n'), [...secrets(), email, nextEmail, slug, '127.0.0.1'])).toEqual(
      [],
    );
  });

  it('no event contains a password, token, note text or email address', () => {
    expect(events.length).toBeGreaterThan(5);
    expect(foundIn(events.join('\n'), [...secrets(), email, nextEmail])).toEqual([]);
  });

  it('no row contains a password, token or note text, and only three columns contain email addresses', async () => {
    const tables = await deployment.database.query(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`,
    );
    const hits: string[] = [];
    for (const { name } of tables) {
      for (const row of await deployment.database.query(`SELECT * FROM "${name}"`)) {
        for (const [column, value] of Object.entries(row)) {
          const text = value instanceof Buffer ? value.toString('latin1') : String(value);
          const place = `${name}.${column}`;
          const addresses = COLUMNS_OF_ADDRESSES.has(place) ? [] : [email, nextEmail];
          hits.push(...foundIn(text, [...secrets(), ...addresses]).map(() => place));
        }
      }
    }
    expect(hits).toEqual([]);
  });
});

/** Joins quoted-printable lines. */
function unfolded(raw: string): string {
  return raw.replaceAll('=\r\n', '');
}
