import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { linkSecretOf, slugOf } from '../../apps/web/testing/notes.js';
import type { TestDatabase } from '../../libs/database/testing/test-database.js';
import { useProduct } from '../support/deployment/use-product.js';
import { TrafficRecorder } from '../support/servers/traffic-recorder.js';

const TEXT = 'Zwetschgenknoedel-Rezept: the text that nobody else may see';
const PASSWORD = 'Kaiserschmarrn-4711-Topfenstrudel';

/** A sender and a reader use notes in all ways through a recording proxy. */
describe('recorded use of the web UI', () => {
  const product = useProduct();
  const secrets = [TEXT, PASSWORD];
  const slugs: string[] = [];
  const errors: string[] = [];
  const origins = new Set<string>();
  const stored: string[] = [];
  let tap: TrafficRecorder | undefined;
  let rows = '';

  beforeAll(async () => {
    tap = await TrafficRecorder.start(product().url);
    const { address: url } = tap;
    const [sender, reader] = await Promise.all([product().visitor({ url }), product().visitor({ url })]);
    const links = [
      await sender.write(TEXT),
      await sender.write(TEXT, { password: PASSWORD }),
      await sender.write(TEXT, { readLimit: 'By anyone with the link, until it expires' }),
      await sender.write(TEXT, { slug: 'left-unread' }),
    ];
    const [once = '', withPassword = '', reusable = ''] = links;
    rows = await everyRow(product().database);
    await reader.read(once);
    await reader.press('Done');
    await reader.open(withPassword);
    await reader.field('Password for this note').fill(`${PASSWORD}, but wrong`);
    await reader.press('Read note');
    await reader.seesText("That isn't the password.");
    await reader.read(withPassword, PASSWORD);
    await reader.read(reusable);
    await reader.open(once);
    await reader.seesHeading('This note has already been read');
    for (const path of ['/', '/about', '/no-such-page', '/secret/never-was#x']) await reader.open(path);
    await sender.compose(TEXT);
    await vi.waitUntil(async () => (await sender.storedData()).includes('draft'), { timeout: 60_000 });
    rows += await everyRow(product().database);
    secrets.push(...links.map(linkSecretOf));
    slugs.push(...links.map(slugOf));
    for (const visitor of [sender, reader]) {
      stored.push(await visitor.storedData());
      errors.push(...visitor.errors);
      for (const origin of visitor.origins) origins.add(origin);
    }
  });
  afterAll(() => tap?.stop());

  it('sends the server neither text, password nor link secret', () => {
    for (const slug of slugs) expect(tap?.sent).toMatch(new RegExp(`/api/v1/note/${slug}/|"slug":"${slug}"`));
    expect(tap?.sent).toContain('"content":"onasty1.');
    expect(found(tap?.sent, secrets)).toEqual([]);
  });

  it('leaves neither text, password nor link secret in any row of the database', () => {
    for (const slug of slugs) expect(rows).toContain(slug);
    expect(found(rows, secrets)).toEqual([]);
  });

  it('leaves neither text, password, link secret nor slug in the log', () => {
    const log = product().lines().join('\n');
    expect(log).toContain('/api/v1/note/:slug/view');
    expect(found(log, [...secrets, ...slugs])).toEqual([]);
  });

  it('leaves neither text, password nor link secret in browser storage', () => {
    expect(stored.join('')).toContain('left-unread');
    expect(found(stored.join(''), secrets)).toEqual([]);
  });

  it('sends requests to the server of the page only', () => {
    expect([...origins]).toEqual([tap?.address]);
  });

  it('causes no error, warning or CSP violation', () => {
    expect(errors).toEqual([]);
  });
});

/** Returns the secrets that the text contains, plain or encoded. */
function found(where: string | undefined, secrets: readonly string[]): string[] {
  const encodings: BufferEncoding[] = ['base64', 'base64url', 'hex'];
  const text = where ?? '';
  return secrets.filter((secret) =>
    [
      secret,
      encodeURIComponent(secret),
      // The last characters depend on the bytes that follow.
      ...encodings.map((encoding) => Buffer.from(secret).toString(encoding).slice(0, -4)),
      Buffer.from(secret, 'base64url').toString('hex'),
    ].some((encoded) => encoded.length > 8 && text.includes(encoded)),
  );
}

/** Returns every row of every table as text, with bytes both in hex and decoded. */
async function everyRow(database: TestDatabase): Promise<string> {
  const tables = await database.query(
    "SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'public'",
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    for (const row of await database.query(`SELECT * FROM ${name}`)) {
      for (const value of Object.values(row)) {
        texts.push(Buffer.isBuffer(value) ? `${value.toString('hex')} ${value.toString()}` : String(value));
      }
    }
  }
  return texts.join('\n');
}
