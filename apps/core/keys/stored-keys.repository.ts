import { Injectable } from '@nestjs/common';
import { Database } from '#libs/database';
import type { KeyRingCipher, RingKey } from '#libs/encryption';
import * as sql from './stored-keys.sql.js';

export interface RecordedKey {
  ring: string;
  keyId: string;
  fingerprint: Buffer;
  /** Data under this key is stored, and no configured key is the same. */
  isNeeded: boolean;
}

export interface EarlierData {
  context: string;
  data: Buffer;
}

@Injectable()
export class StoredKeysRepository {
  constructor(private readonly database: Database) {}

  compare(rings: readonly KeyRingCipher[]): Promise<RecordedKey[]> {
    const keys = rings.flatMap(({ name, keys: ofRing }) => ofRing.map((key) => ({ name, ...key })));
    const values = [keys.map(({ name }) => name), keys.map(({ keyFingerprint }) => keyFingerprint)];
    return this.database.query<RecordedKey>(sql.compareKeys, values);
  }

  findEarlierData(ring: string, keyId: string, limit: number): Promise<EarlierData[]> {
    return this.database.query<EarlierData>(sql.findEarlierData, [ring, keyId, limit]);
  }

  async findUnknownKey(ring: string, knownIds: readonly string[]): Promise<string | null> {
    const [row] = await this.database.query<{ keyId: string }>(sql.findUnknownKey, [ring, knownIds]);
    return row?.keyId ?? null;
  }

  async record(ring: string, { keyId, keyFingerprint }: RingKey): Promise<void> {
    await this.database.query(sql.recordKey, [ring, keyId, keyFingerprint]);
  }
}
