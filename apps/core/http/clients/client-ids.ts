import { createHmac, hkdfSync } from 'node:crypto';
import type { KeyRing, Secret } from '#libs/config';

const ID_LENGTH = 12;
const DAY = /^(\d{8})-[0-9a-f]{12}$/;

/**
 * Names clients in the log by a keyed hash, whose key changes every day, as `20261130-0123456789ab`. Without the keys, an
 * id reveals no address, and clients cannot be followed over days.
 */
export class ClientIds {
  private readonly keys: readonly Buffer[];
  private readonly keysByDay = new Map<string, readonly Buffer[]>();

  /** @param ring of any purpose, from which separate keys are derived; all replicas share it */
  constructor(ring: Secret<KeyRing>) {
    this.keys = [...ring.reveal().keys.values()];
  }

  idOf(client: string, now: Date): string {
    const day = now.toISOString().slice(0, 10).replaceAll('-', '');
    return this.idsOn(day, client)[0] ?? '';
  }

  names(id: string, client: string): boolean {
    const day = DAY.exec(id)?.[1];
    return day !== undefined && this.idsOn(day, client).includes(id);
  }

  private idsOn(day: string, client: string): string[] {
    return this.keysOn(day).map((key) => {
      const hash = createHmac('sha256', key).update(client).digest('hex');
      return `${day}-${hash.slice(0, ID_LENGTH)}`;
    });
  }

  private keysOn(day: string): readonly Buffer[] {
    const known = this.keysByDay.get(day);
    if (known !== undefined) return known;
    const derived = this.keys.map((key) =>
      Buffer.from(hkdfSync('sha256', key, '', `onasty/v1/client-ids/${day}`, 32)),
    );
    this.keysByDay.set(day, derived);
    return derived;
  }
}
