import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '#libs/config';
import { KeyRingCipher, UndecryptableError, type RingKey } from '#libs/encryption';
import type { Logger } from '#libs/observability';
import { CONFIG, LOGGER } from '../tokens.js';
import { StoredKeysRepository, type EarlierData, type RecordedKey } from './stored-keys.repository.js';
import { WrongKeysError } from './wrong-keys.error.js';

const SAMPLES = 5;
const FRESH_MS = 1_000;
const FINGERPRINT_DIGITS = 8;

/**
 * Compares the configured keys with those that encrypted the database, and records the configured ones there. An id is
 * never taken for the key that it names: two keys of one id differ by fingerprint.
 */
@Injectable()
export class StoredKeys {
  private readonly rings: readonly KeyRingCipher[];
  private accepted = false;
  private reported = '';
  private checked = { atMs: -Infinity, problems: new Array<string>() };

  constructor(
    private readonly repository: StoredKeysRepository,
    @Inject(CONFIG) config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.rings = [
      new KeyRingCipher('NOTE_ENCRYPTION_KEYS', config.notes.encryptionKeys),
      new KeyRingCipher('MAIL_ENCRYPTION_KEYS', config.mailEncryptionKeys),
    ];
  }

  get areAccepted(): boolean {
    return this.accepted;
  }

  get problemCount(): number {
    return this.checked.problems.length;
  }

  /**
   * Must succeed before anything is encrypted. Later calls return at once.
   *
   * @param beforeRecording runs once the keys fit, and before the database depends on them
   * @throws {WrongKeysError}
   * @throws {DatabaseUnavailableError}
   */
  async accept(beforeRecording: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    if (this.accepted) return;
    const proven = await this.proveKeys();
    await beforeRecording();
    for (const { ring, key } of proven) await this.repository.record(ring, key);
    const problems = await this.check();
    if (problems.length > 0) throw new WrongKeysError(problems);
    this.accepted = true;
  }

  async check(): Promise<readonly string[]> {
    const recorded = await this.repository.compare(this.rings);
    const problems = this.rings.flatMap((ring) => comparisonOf(ring, recorded));
    this.report(problems);
    return problems;
  }

  async recentCheck(): Promise<readonly string[]> {
    const { atMs, problems } = this.checked;
    return performance.now() - atMs < FRESH_MS ? problems : this.check();
  }

  private async proveKeys(): Promise<{ ring: string; key: RingKey }[]> {
    const recorded = await this.repository.compare(this.rings);
    const problems = this.rings.flatMap((ring) => comparisonOf(ring, recorded));
    const proven: { ring: string; key: RingKey }[] = [];
    for (const ring of this.rings) {
      const recordedIds = recorded.filter((key) => key.ring === ring.name).map(({ keyId }) => keyId);
      const unrecorded = ring.keys.filter(({ keyId }) => !recordedIds.includes(keyId));
      for (const key of unrecorded) {
        const samples = await this.repository.findEarlierData(ring.name, key.keyId, SAMPLES);
        if (samples.length > 0 && !canDecrypt(ring, key, samples)) problems.push(otherBytes(ring.name, key));
        if (samples.length > 0 || key.keyId === ring.activeKey.keyId) proven.push({ ring: ring.name, key });
      }
      const knownIds = [...recordedIds, ...ring.keys.map(({ keyId }) => keyId)];
      const unknownId = await this.repository.findUnknownKey(ring.name, knownIds);
      if (unknownId !== null)
        problems.push(`${ring.name} lacks the key "${unknownId}" of stored data: add it`);
    }
    this.report(problems);
    if (problems.length > 0) throw new WrongKeysError(problems);
    return proven;
  }

  private report(problems: string[]): void {
    this.checked = { atMs: performance.now(), problems };
    const text = problems.join('\n');
    if (text === this.reported) return;
    this.reported = text;
    if (problems.length > 0)
      this.logger.error({ faults: problems }, 'encryption keys do not fit the database');
    else this.logger.info({}, 'encryption keys fit the database');
  }
}

function comparisonOf({ name, keys }: KeyRingCipher, recorded: readonly RecordedKey[]): string[] {
  return recorded
    .filter(({ ring }) => ring === name)
    .flatMap(({ keyId, fingerprint, isNeeded }) => {
      const configured = keys.find((key) => key.keyId === keyId);
      if (configured !== undefined && !configured.keyFingerprint.equals(fingerprint))
        return [otherBytes(name, configured, fingerprint)];
      if (!isNeeded) return [];
      return [
        `${name} lacks the key "${keyId}" (fingerprint ${shortOf(fingerprint)}) of stored data: add it`,
      ];
    });
}

function otherBytes(ring: string, { keyId, keyFingerprint }: RingKey, recorded?: Buffer): string {
  const expected = recorded === undefined ? '' : `, not ${shortOf(recorded)}`;
  return `${ring} has other bytes under the id "${keyId}" (fingerprint ${shortOf(keyFingerprint)}${expected}) than the key that encrypted this database: set that key, or give a new one another id`;
}

const shortOf = (fingerprint: Buffer) => fingerprint.toString('hex').slice(0, FINGERPRINT_DIGITS);

function canDecrypt(ring: KeyRingCipher, { keyId }: RingKey, samples: readonly EarlierData[]): boolean {
  return samples.some(({ context, data }) => {
    try {
      ring.decrypt(context, { keyId, keyFingerprint: null }, data);
      return true;
    } catch (error) {
      if (error instanceof UndecryptableError) return false;
      throw error;
    }
  });
}
