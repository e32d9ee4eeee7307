import { createHash, randomUUID } from 'node:crypto';
import type pg from 'pg';
import { eraseNotesOfAccount } from '../../note-tombstones.sql.js';
import * as signIn from '../../identity/sign-in/sign-in-failures.sql.js';
import * as accounts from '../../identity/accounts.sql.js';
import * as apiKeys from '../../identity/api-keys/api-keys.sql.js';
import * as handover from '../../identity/handover/handover.sql.js';
import * as mailTokens from '../../identity/mails/mail-tokens.sql.js';
import * as events from '../../identity/security-log/account-events.sql.js';
import * as sessions from '../../identity/sessions/sessions.sql.js';
import * as creating from '../../notes/create/create-note.sql.js';
import * as own from '../../notes/own/own-notes.sql.js';
import * as receipts from '../../notes/receipts/receipts.sql.js';
import * as storage from '../../notes/quotas/storage.sql.js';
import * as reading from '../../notes/read/read-note.sql.js';
import * as sweeping from '../../notes/sweep/sweep.sql.js';
import * as recipients from '../../notices/notice-recipients.sql.js';
import * as notices from '../../notices/sending/notice-queue.sql.js';
import * as deliveries from '../../webhooks/deliveries/deliveries.sql.js';
import * as webhooks from '../../webhooks/webhooks.sql.js';
import * as outbox from '../../../../libs/mail-outbox/outbox.sql.js';
import type { StatementCall } from './query-plan.js';

const SAMPLE = `
  SELECT id, slug, access_hash, receipt_hash, author_id FROM note
   WHERE read_at IS NULL AND author_id IS NOT NULL ORDER BY id LIMIT 1`;
const SESSION_SAMPLE = `
  SELECT session.id, user_id, hash FROM session JOIN refresh_token ON session_id = session.id
   WHERE ended_at IS NULL AND used_at IS NULL LIMIT 1`;
const ACCOUNT_SAMPLE = `SELECT id AS user_id, email_key FROM user_account LIMIT 1`;
const DELIVERY_SAMPLE = 'SELECT id, webhook_id FROM webhook_delivery LIMIT 1';
const RECIPIENT_SAMPLE = 'SELECT id, user_id FROM notice_recipient LIMIT 1';
const OUTBOX_SAMPLE = 'SELECT id FROM outbox WHERE closed_at IS NULL LIMIT 1';

const hash = (text: string) => createHash('sha256').update(text).digest();
const PAGE = ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff', 50, 1_048_576];
const BATCH = 500;
const NETWORK = '192.0.2.0/24';

type Row = Record<string, unknown>;

/** Each statement that requests, sweepers and relays run, with values of a stored row, which it finds. */
export async function hotStatements(client: pg.Client): Promise<StatementCall[]> {
  const sample = async (text: string): Promise<Row> => (await client.query(text)).rows[0];
  const note = await sample(SAMPLE);
  return [
    ...ofReaders(note),
    ...ofAuthors(note),
    ...ofSessions(await sample(SESSION_SAMPLE)),
    ...ofAccounts(await sample(ACCOUNT_SAMPLE)),
    ...ofDeliverers(await sample(DELIVERY_SAMPLE)),
    ...ofNotices(await sample(RECIPIENT_SAMPLE)),
    ...ofRelays(await sample(OUTBOX_SAMPLE)),
  ];
}

function ofReaders({ id, slug, access_hash, receipt_hash, author_id }: Row): StatementCall[] {
  const draft = [
    randomUUID(),
    'a-new-slug',
    true,
    false,
    access_hash,
    hash('link'),
    null,
    false,
    hash('receipt'),
  ];
  const content = [hash('request'), null, null, null, null, null, Buffer.alloc(1_024, 7)];
  const expiry = [null, 86_400, null];
  const reader = [access_hash, null, hash('key')];
  const claim = [id, ...reader, 0, null];
  return [
    { statement: creating.insertNote, values: [...draft, ...content, ...expiry] },
    {
      statement: creating.insertNoteOverTombstone,
      values: [...draft, ...content, ...expiry, hash('held'), null],
    },
    {
      statement: creating.insertNoteOfAuthor,
      values: [...draft, ...content, ...expiry, hash('held'), author_id, true],
    },
    { statement: creating.insertReference, values: [randomUUID(), author_id, 'order 7'] },
    { statement: creating.deleteReference, values: [id] },
    { statement: creating.explainInsert, values: [null, author_id, receipt_hash, hash('request')] },
    { statement: reading.findReadable, values: [slug, ...reader] },
    { statement: reading.readWithLease, values: [...claim, 60] },
    { statement: reading.readSealedWithLease, values: [slug, access_hash, 60, hash('key')] },
    { statement: reading.readAndErase, values: claim },
    { statement: reading.findNote, values: [slug, null] },
    { statement: reading.recordWrongPassword, values: [slug] },
    { statement: reading.acknowledge, values: [slug, hash('key')] },
    { statement: receipts.findByReceipt, values: [slug, receipt_hash] },
    { statement: receipts.findByReceipts, values: [[slug], [receipt_hash]] },
    { statement: receipts.deleteByReceipt, values: [slug, receipt_hash] },
    { statement: sweeping.sweep, values: [BATCH] },
    { statement: sweeping.endLeases, values: [BATCH] },
    { statement: sweeping.sweepLag, values: [] },
    { statement: storage.storedBytes, values: [] },
    { statement: storage.storedBytesOfAuthor, values: [author_id] },
  ];
}

function ofAuthors({ slug, author_id }: Row): StatementCall[] {
  const note = [slug, author_id];
  return [
    ...Object.values(own.listStatements).map((statement) => ({ statement, values: [author_id, ...PAGE] })),
    { statement: own.findOwn, values: note },
    { statement: own.changeExpiry, values: [...note, false, null, null, null, null] },
    { statement: own.explainExpiry, values: [...note, false, null, null, null] },
    { statement: own.changePassword, values: [...note, 'hash'] },
    { statement: own.changeLabel, values: [...note, null, null, null] },
    {
      statement: own.changeContent,
      values: [...note, true, false, null, null, Buffer.alloc(1_024, 8), false, null, null, null],
    },
    { statement: own.deleteOwn, values: note },
    { statement: eraseNotesOfAccount, values: [author_id, null] },
  ];
}

function ofSessions({ id, user_id, hash: token }: Row): StatementCall[] {
  const idle = 604_800;
  return [
    {
      statement: sessions.insertSession,
      values: [randomUUID(), user_id, idle, 'Firefox', NETWORK, hash('token'), 0],
    },
    { statement: sessions.rotate, values: [token, idle, hash('next'), hash('successor'), NETWORK] },
    { statement: sessions.findUsed, values: [token] },
    { statement: sessions.isLive, values: [id, user_id] },
    { statement: apiKeys.findLiveApiKey, values: [hash('key')] },
    { statement: handover.removeApiKeys, values: [user_id] },
    { statement: handover.removeWebhooks, values: [user_id] },
    { statement: sessions.lockAccountOfSession, values: [user_id] },
    { statement: sessions.isRecent, values: [id, user_id] },
    { statement: sessions.listSessions, values: [user_id, idle] },
    { statement: sessions.endSession, values: [id, user_id] },
    { statement: sessions.endSessionOfToken, values: [token, user_id] },
    { statement: sessions.endSessions, values: [user_id, null] },
    { statement: sessions.isKnownNetwork, values: [user_id, NETWORK] },
    { statement: sessions.sweepSessions, values: [BATCH] },
  ];
}

function ofAccounts({ user_id, email_key }: Row): StatementCall[] {
  const event = [user_id, 'sign_in_failed', 'Firefox', NETWORK, 'credentials'];
  const { countAttempt, delayOf, forget, takeBack, sweepSignInFailures } = signIn;
  return [
    { statement: countAttempt, values: [hash('key'), 5] },
    ...[delayOf, forget, takeBack].map((statement) => ({ statement, values: [hash('key')] })),
    { statement: sweepSignInFailures, values: [] },
    { statement: mailTokens.sweepMailTokens, values: [] },
    { statement: mailTokens.revokeMailTokens, values: [user_id, false] },
    { statement: mailTokens.redeemMailToken, values: [hash('token'), 'reset'] },
    { statement: mailTokens.undoEmails, values: [user_id] },
    { statement: accounts.insertPendingAccount, values: [randomUUID(), email_key, email_key, 'hash'] },
    { statement: accounts.changeEmail, values: [user_id, 'b@example.com', 'b@example.com'] },
    { statement: accounts.sweepPendingAccounts, values: [BATCH] },
    { statement: events.repeatEvent, values: event },
    { statement: events.insertEvent, values: [randomUUID(), ...event] },
    { statement: events.pruneEvents, values: [user_id] },
    { statement: events.listEvents, values: [user_id, ...PAGE.slice(0, 3)] },
    { statement: events.sweepEvents, values: [] },
  ];
}

function ofDeliverers({ id, webhook_id }: Row): StatementCall[] {
  return [
    { statement: deliveries.claimDeliveries, values: [50] },
    { statement: deliveries.closeDelivery, values: [id, 1, 204, null] },
    { statement: deliveries.retryDelivery, values: [id, 1, 500, 'status', 60] },
    { statement: deliveries.postponeDelivery, values: [id, 1, 60] },
    { statement: deliveries.pruneDeliveries, values: [webhook_id] },
    { statement: deliveries.disableEndpoint, values: [webhook_id] },
    { statement: webhooks.replayDelivery, values: [id, webhook_id] },
    { statement: webhooks.findUnderKeys, values: [[hash('key')], webhook_id, 100] },
    {
      statement: webhooks.replaceSecrets,
      values: [webhook_id, hash('old'), hash('new'), 'k2', hash('key')],
    },
  ];
}

function ofNotices({ id, user_id }: Row): StatementCall[] {
  const address = [randomUUID(), 'a@b.example', 'a@b.example', hash('notice key'), hash('notice link'), 60];
  return [
    { statement: recipients.insertNoticeAddress, values: address },
    { statement: recipients.confirmNoticeAddress, values: [hash('notice link')] },
    { statement: recipients.findNoticeAddress, values: [hash('notice key')] },
    { statement: recipients.ensureAccountRecipient, values: [randomUUID(), user_id] },
    { statement: recipients.stopNotices, values: [id] },
    { statement: recipients.sweepNoticeAddresses, values: [] },
    { statement: notices.findDueRecipients, values: [50] },
    { statement: notices.claimRecipient, values: [id] },
    { statement: notices.takeNotices, values: [id] },
    { statement: notices.markMailed, values: [id] },
  ];
}

function ofRelays({ id }: Row): StatementCall[] {
  return [
    { statement: outbox.expire, values: [] },
    { statement: outbox.claim, values: [50] },
    { statement: outbox.markPublished, values: [id, 1] },
    { statement: outbox.postpone, values: [id, 1, 1_000] },
    { statement: outbox.markSent, values: [id] },
    { statement: outbox.defer, values: [id, '2026-01-01T00:00:00Z'] },
    { statement: outbox.deadLetter, values: [id, 'smtp 5.1.1'] },
    { statement: outbox.erasePayloads, values: [] },
    { statement: outbox.deleteClosed, values: [] },
    { statement: outbox.backlog, values: [] },
  ];
}
