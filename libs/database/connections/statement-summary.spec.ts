import { expect, it } from 'vitest';
import { statementSummary } from './statement-summary.js';

it.each([
  ['SELECT "public"."note"."id" FROM "public"."note" WHERE "public"."note"."slug" = $1', 'SELECT note'],
  ['SELECT id FROM note_payload', 'SELECT note_payload'],
  ['INSERT INTO "public"."session" ("id") VALUES ($1) RETURNING "id"', 'INSERT session'],
  ['UPDATE "notes"."user_account" SET "email" = $1', 'UPDATE user_account'],
  ['\n    DELETE FROM mail_token WHERE user_id = $1', 'DELETE mail_token'],
  [
    'WITH used AS (UPDATE refresh_token SET used = true RETURNING id) SELECT id FROM used',
    'UPDATE refresh_token',
  ],
  ['INSERT INTO a (b) VALUES ($1) ON CONFLICT (b) DO UPDATE SET b = $1', 'INSERT a'],
  ["SELECT 'FROM ada@example.com', id FROM note", 'SELECT note'],
  ["SELECT 'it''s FROM secret'", 'SELECT'],
  ['SELECT 1', 'SELECT'],
  ['BEGIN', 'BEGIN'],
  ['COMMIT', 'COMMIT'],
  ['SET TRANSACTION ISOLATION LEVEL SERIALIZABLE', 'SET'],
  ['', 'statement'],
])('%s is summarised as %s', (sql, summary) => {
  expect(statementSummary(sql)).toBe(summary);
});
