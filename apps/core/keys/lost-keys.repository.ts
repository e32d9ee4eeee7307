import type { Database } from '#libs/database';
import * as sql from './lost-keys.sql.js';
import { ENCRYPTED } from './stored-keys.sql.js';

export const KINDS = ['notes', 'labels', 'mails', 'webhooks'] as const satisfies (keyof typeof ENCRYPTED)[];
type Kind = keyof typeof ENCRYPTED;

export interface KeyUse extends Record<Kind, number> {
  ring: string;
  keyId: string;
  fingerprint: Buffer | null;
}

const ERASURES = {
  notes: sql.eraseNotes,
  labels: sql.eraseLabels,
  mails: sql.eraseMails,
  webhooks: sql.eraseWebhookSecrets,
} satisfies Record<Kind, object>;

export class LostKeysRepository {
  constructor(private readonly database: Database) {}

  countByKey(): Promise<KeyUse[]> {
    return this.database.query<KeyUse>(sql.countByKey, []);
  }

  /** Forgets the key last, so that an interrupted run can be repeated. */
  async erase({ ring, keyId, fingerprint }: KeyUse): Promise<void> {
    for (const kind of KINDS.filter((each) => ENCRYPTED[each].ring === ring)) {
      let erased = 0;
      do {
        const [row] = await this.database.query<{ erased: number }>(ERASURES[kind], [keyId, fingerprint]);
        erased = row?.erased ?? 0;
      } while (erased > 0);
    }
    if (fingerprint !== null) await this.database.query(sql.forgetKey, [ring, keyId, fingerprint]);
  }
}
