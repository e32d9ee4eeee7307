import type { PostgresServer } from '../support/postgres-server.js';

/** What must never be in the database, however things failed. Each statement gives a row for each breach. */
const BREACHES: Record<string, string> = {
  'a note that was read keeps its content after its lease': `
    SELECT 1 FROM note_payload JOIN note ON id = note_id
     WHERE read_at IS NOT NULL AND coalesce(lease_until, read_at) < clock_timestamp() - interval '20 s'`,
  'a note that can be read has no content': `
    SELECT 1 FROM note LEFT JOIN note_payload ON note_id = id
     WHERE note_id IS NULL AND read_at IS NULL AND deleted_at IS NULL
       AND (expires_at IS NULL OR expires_at > clock_timestamp())`,
  'an account was never sent a mail': `
    SELECT 1 FROM user_account LEFT JOIN mail_token ON user_id = user_account.id WHERE user_id IS NULL`,
};

/** @returns what is wrong, in words */
export async function brokenInvariants(postgres: PostgresServer): Promise<string[]> {
  const broken: string[] = [];
  for (const [words, statement] of Object.entries(BREACHES)) {
    const { length } = await postgres.query(statement);
    if (length > 0) broken.push(`${length} × ${words}`);
  }
  return broken;
}

/** Mails that wait to be sent, or to be known as sent. */
export async function openMails(postgres: PostgresServer): Promise<number> {
  return (await postgres.query('SELECT 1 FROM outbox WHERE closed_at IS NULL')).length;
}
