import { createDecipheriv } from 'node:crypto';
import type { TestDatabase } from '../../../libs/database/testing/test-database.js';
import { TEST_KEY } from './test-environment.js';

export interface TestMail {
  receiver: string;
  template_name: string;
  request_id: string;
  options: Record<string, string>;
}

export async function mailsTo(database: Pick<TestDatabase, 'query'>, receiver: string): Promise<TestMail[]> {
  const rows = await database.query(
    'SELECT id, payload FROM outbox WHERE closed_at IS NULL ORDER BY created_at',
  );
  return rows.map((row) => decrypt(row['id'], row['payload'])).filter((mail) => mail.receiver === receiver);
}

/** Written from the description of the format, so that it also tests it: key id, IV, ciphertext, tag. */
function decrypt(id: string, payload: Buffer): TestMail {
  const start = payload.indexOf(':') + 1;
  const data = payload.subarray(start);
  const decipher = createDecipheriv('aes-256-gcm', TEST_KEY, data.subarray(0, 12))
    .setAAD(Buffer.from(id))
    .setAuthTag(data.subarray(-16));
  return JSON.parse(decipher.update(data.subarray(12, -16), undefined, 'utf8') + decipher.final('utf8'));
}
