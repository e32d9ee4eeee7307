import type { KeyRingCipher } from '#libs/encryption';
import { KINDS, type KeyUse, type LostKeysRepository } from './lost-keys.repository.js';

export interface LostKey {
  ring: string;
  keyId: string;
  uses: readonly KeyUse[];
  items: number;
}

export interface StoredKey extends KeyUse {
  state: 'active' | 'needed' | 'unused' | 'lost';
}

/** Keys that the database names, and those that the configuration lacks with what cannot be decrypted without them. */
export class LostKeys {
  constructor(
    private readonly repository: LostKeysRepository,
    private readonly rings: readonly KeyRingCipher[],
  ) {}

  async listAll(): Promise<StoredKey[]> {
    return (await this.repository.countByKey()).map((use) => ({ ...use, state: this.stateOf(use) }));
  }

  async list(): Promise<LostKey[]> {
    const lost = new Map<string, LostKey>();
    for (const use of (await this.repository.countByKey()).filter((each) => this.isLost(each))) {
      const { ring, keyId } = use;
      const { uses = [], items = 0 } = lost.get(`${ring} ${keyId}`) ?? {};
      const all = { ring, keyId, uses: [...uses, use], items: items + itemsOf(use) };
      lost.set(`${ring} ${keyId}`, all);
    }
    return [...lost.values()];
  }

  /** Call it only after the operator has confirmed: nothing brings the data back. */
  async erase({ uses }: LostKey): Promise<void> {
    for (const use of uses) await this.repository.erase(use);
  }

  private stateOf(use: KeyUse): StoredKey['state'] {
    const ring = this.rings.find(({ name }) => name === use.ring);
    const key = ring?.find({ keyId: use.keyId, keyFingerprint: use.fingerprint });
    if (key !== undefined && key?.keyId === ring?.activeKey.keyId) return 'active';
    if (itemsOf(use) === 0) return 'unused';
    return this.isLost(use) ? 'lost' : 'needed';
  }

  private isLost(use: KeyUse): boolean {
    const ring = this.rings.find(({ name }) => name === use.ring);
    if (ring === undefined) return false;
    // Data without a fingerprint may be under the key of its id, or under another one of that id.
    const key = ring.find({ keyId: use.keyId, keyFingerprint: use.fingerprint });
    if (key !== null) return false;
    const hasOtherBytes = ring.keys.some(({ keyId }) => keyId === use.keyId);
    return hasOtherBytes || itemsOf(use) > 0;
  }
}

const itemsOf = (use: KeyUse) => KINDS.reduce((total, kind) => total + use[kind], 0);
