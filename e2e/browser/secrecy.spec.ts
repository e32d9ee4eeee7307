import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestDatabase } from '../../libs/database/testing/test-database.js';
import { useProduct } from '../support/use-product.js';
import { until } from '../support/until.js';
import { WireTap } from '../support/wire-tap.js';
import { secretOf, slugOf } from './notes.js';

const TEXT = 'Zwetschgenknoedel-Rezept: the text that nobody else may see';
const PASSWORD = 'Kaiserschmarrn-4711-Topfenstrudel';

/** One sender and one reader, whose every byte is recorded, write and read notes in all ways. */
describe('a whole run, recorded', () => {
  const product = useProduct();
  const secrets = [TEXT, PASSWORD];
  const slugs: string[] = [];
  const faults: string[] = [];
  const origins = new Set<string>();
  const stored: string[] = [];
  let tap: WireTap | undefined;
  let rows = '';

  beforeAll(async () => {
    tap = await WireTap.start(product().address);
    const { address } = tap;
    const [sender, reader] = await Promise.all([
      product().visitor({ address }),
      product().visitor({ address }),
    ]);
    const links = [
      await sender.write(TEXT),
      await sender.write(TEXT, { password: PASSWORD }),
      await sender.write(TEXT, { reading: 'By anyone with the link, until it expires' }),
      await sender.write(TEXT, { slug: 'left-unread' }),
    ];
    const [once = '', withPassword = '', kept = ''] = links;
    rows = await everyRow(product().database);
    await reader.read(once);
    await reader.open(withPassword);
    await reader.field('Password for this note').fill(`${PASSWORD}, but wrong`);
    await reader.press('Read the note');
    await reader.reads('That is not the password.');
    await reader.read(withPassword, PASSWORD);
    await reader.read(kept);
    await reader.open(once);
    await reader.sees('This note was read already');
    for (const path of ['/', '/about', '/no-such-page', '/secret/never-was#x']) await reader.open(path);
    await sender.compose(TEXT);
    await until('the draft is stored', async () => (await sender.stored()).includes('draft'));
    rows += await everyRow(product().database);
    secrets.push(...links.map(secretOf));
    slugs.push(...links.map(slugOf));
    for (const visitor of [sender, reader]) {
      stored.push(await visitor.stored());
      faults.push(...visitor.faults);
      for (const origin of visitor.origins) origins.add(origin);
    }
  });
  afterAll(() => tap?.stop());

  it('sent the server neither text, password nor key', () => {
    for (const slug of slugs) expect(tap?.sent).toContain(`/api/v1/note/${slug}/`);
    expect(tap?.sent).toContain('"content":"onasty1.');
    expect(found(tap?.sent, secrets)).toEqual([]);
  });

  it('left neither text, password nor key in any row of the database', () => {
    for (const slug of slugs) expect(rows).toContain(slug);
    expect(found(rows, secrets)).toEqual([]);
  });

  it('left neither text, password, key nor slug in the log', () => {
    const log = product().lines().join('\n');
    expect(log).toContain('/api/v1/note/:slug/view');
    expect(found(log, [...secrets, ...slugs])).toEqual([]);
  });

  it('left neither text, password nor key in the storage of the browsers', () => {
    expect(stored.join('')).toContain('left-unread');
    expect(found(stored.join(''), secrets)).toEqual([]);
  });

  it('asked nobody but the server of the page', () => {
    expect([...origins]).toEqual([tap?.address]);
  });

  it('gave the pages nothing to complain about: no error, no warning, no violation of the CSP', () => {
    expect(faults).toEqual([]);
  });
});

/** Which of the secrets are in there, also in the usual disguises. */
function found(where: string | undefined, secrets: readonly string[]): string[] {
  const encodings: BufferEncoding[] = ['base64', 'base64url', 'hex'];
  const text = where ?? '';
  return secrets.filter((secret) =>
    [
      secret,
      encodeURIComponent(secret),
      // The end of it depends on what follows.
      ...encodings.map((encoding) => Buffer.from(secret).toString(encoding).slice(0, -4)),
      Buffer.from(secret, 'base64url').toString('hex'),
    ].some((disguise) => disguise.length > 8 && text.includes(disguise)),
  );
}

/** Every row of every table, as text; bytes as hex and, where they are text, as they are. */
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
