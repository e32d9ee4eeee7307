import type { Database } from '#libs/database';
import * as sql from './lost-keys.sql.js';

export interface KeyUse {
  ring: string;
  keyId: string;
  fingerprint: Buffer | null;
  notes: number;
  labels: number;
  mails: number;
}

const ERASURES = [sql.eraseNotes, sql.eraseLabels, sql.eraseMails];

export class LostKeysRepository {
  constructor(private readonly database: Database) {}

  countByKey(): Promise<KeyUse[]> {
    return this.database.query<KeyUse>(sql.countByKey, []);
  }

  /** Forgets the key last, so that an interrupted run can be repeated. */
  async erase({ ring, keyId, fingerprint }: KeyUse): Promise<void> {
    const ofMails = ring === 'MAIL_ENCRYPTION_KEYS';
    for (const erasure of ERASURES.filter((each) => (each === sql.eraseMails) === ofMails)) {
      let erased = 0;
      do {
        const [row] = await this.database.query<{ erased: number }>(erasure, [keyId, fingerprint]);
        erased = row?.erased ?? 0;
      } while (erased > 0);
    }
    if (fingerprint !== null) await this.database.query(sql.forgetKey, [ring, keyId, fingerprint]);
  }
}
