import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../../testing/create-test-app.js';
import { CreateNoteRepository, type NewNote } from '../create/create-note.repository.js';
import { chargedBytes, NOTE_ROW_BYTES } from './note-cost.js';
import { StorageRepository } from './storage.repository.js';

const NOTES = 3_000;
const CONTENT_BYTES = 29;
const KEY_FINGERPRINT = randomBytes(16);

const app = await createTestApp();
const account = await app.signedIn();
const [{ id: authorId } = {}] = await app.database.query('SELECT id FROM user_account WHERE email_key = $1', [
  account.email,
]);
afterAll(() => app.close());

const creating = app.nest.get(CreateNoteRepository);
const storage = app.nest.get(StorageRepository);

/** A plain note of one byte with everything that a row can have. */
function newNote(): NewNote {
  const id = randomUUID();
  return {
    id,
    slug: randomUUID(),
    sealed: false,
    hasPassword: false,
    accessHash: null,
    linkHash: null,
    passwordHash: null,
    reusable: false,
    receiptHash: randomBytes(32),
    requestHash: randomBytes(32),
    reference: null,
    noticeRecipientId: null,
    isNoticeWanted: null,
    label: null,
    labelKeyId: null,
    labelKeyFingerprint: KEY_FINGERPRINT,
    keyId: 'k1',
    keyFingerprint: KEY_FINGERPRINT,
    content: randomBytes(CONTENT_BYTES),
    expiresAt: null,
    ttlSeconds: 86_400,
    maxTtlSeconds: null,
    heldReceiptHash: randomBytes(32),
    authorId: String(authorId),
  };
}

async function diskBytes(): Promise<number> {
  const [row] = await app.database.query(
    `SELECT (pg_total_relation_size('note') + pg_total_relation_size('note_payload'))::float8 AS bytes`,
  );
  return Number(row?.['bytes']);
}

describe(`the charge for ${NOTES} notes of one byte`, () => {
  it('is not less than their disk space, and is what the quotas measure', async () => {
    const before = await diskBytes();
    // Parallel inserts would make PostgreSQL extend the tables by many pages in advance.
    for (let stored = 0; stored < NOTES; stored += 1) await creating.insert(newNote());
    const disk = ((await diskBytes()) - before) / NOTES;
    const charged = chargedBytes(CONTENT_BYTES);
    expect(disk).toBeLessThanOrEqual(charged);
    expect(disk).toBeGreaterThan(charged / 2);
    expect(await storage.storedBytes()).toBe(NOTES * charged);
    expect(await storage.storedBytesOfAuthor(String(authorId))).toBe(NOTES * charged);
  });

  it('becomes that of their tombstones once their content is erased', async () => {
    await app.database.query('DELETE FROM note_payload');
    expect(await storage.storedBytes()).toBe(NOTES * NOTE_ROW_BYTES);
    expect(await storage.storedBytesOfAuthor(String(authorId))).toBe(0);
  });
});
