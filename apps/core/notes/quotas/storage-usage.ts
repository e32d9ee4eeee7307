import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import type { Config } from '#libs/config';
import type { AppLogger } from '#libs/observability';
import { CONFIG, LOGGER } from '../../tokens.js';
import { AccountFullError, StorageFullError } from '../notes.errors.js';
import { StorageRepository } from './storage.repository.js';

const MEASURE_EVERY_MS = 10_000;
/** At the limit, each note that is read frees storage. */
const MEASURE_EVERY_WHEN_FULL_MS = 1_000;
const MAX_KNOWN_ACCOUNTS = 10_000;
/** Share that must be free before storage counts as free again: at the limit, notes come and go. */
const FREE_SHARE = 0.01;

interface AccountUsage {
  storedBytes: number;
}

/** Each process counts what it adds to its last measurement, so that no note waits for a sum. */
@Injectable()
export class StorageUsage implements OnApplicationBootstrap {
  private readonly limits: Config['notes'];
  private storedBytes: number | null = null;
  private measuredAt = -Infinity;
  private measurement: Promise<void> | undefined;
  private isFull = false;
  private readonly accounts = new Map<string, { measuredAt: number; usage: Promise<AccountUsage> }>();

  constructor(
    private readonly repository: StorageRepository,
    @Inject(CONFIG) config: Config,
    @Inject(LOGGER) private readonly logger: AppLogger,
  ) {
    this.limits = config.notes;
  }

  /** Does not await the measurement: PostgreSQL may be down at startup. */
  onApplicationBootstrap(): void {
    void this.measure();
  }

  get usedBytes(): number | null {
    return this.storedBytes;
  }

  get maxBytes(): number {
    return this.limits.maxTotalBytes;
  }

  /** @throws {AccountFullError} @throws {StorageFullError} */
  async reserve(authorId: string | null, bytes: number): Promise<void> {
    if (authorId !== null) await this.reserveForAccount(authorId, bytes);
    if (!this.fits(bytes) && this.isMeasurementDue()) await this.measure();
    // Without a measurement PostgreSQL is unreachable, and the insert fails anyway.
    if (this.storedBytes === null) return;
    if (!this.fits(bytes)) {
      this.reportFull();
      throw new StorageFullError();
    }
    this.storedBytes += bytes;
  }

  @Interval(MEASURE_EVERY_MS)
  measure(): Promise<void> {
    this.measurement ??= this.measureTotal().finally(() => (this.measurement = undefined));
    return this.measurement;
  }

  private async reserveForAccount(authorId: string, bytes: number): Promise<void> {
    const fits = ({ storedBytes }: AccountUsage) => storedBytes + bytes <= this.limits.maxAccountBytes;
    let usage = await this.accountUsage(authorId, MEASURE_EVERY_MS);
    if (!fits(usage)) usage = await this.accountUsage(authorId, MEASURE_EVERY_WHEN_FULL_MS);
    if (!fits(usage)) throw new AccountFullError(this.limits.maxAccountBytes);
    usage.storedBytes += bytes;
  }

  /** Returns a measurement no older than `maxAgeMs`, which concurrent callers share. */
  private accountUsage(authorId: string, maxAgeMs: number): Promise<AccountUsage> {
    const last = this.accounts.get(authorId);
    if (last !== undefined && performance.now() - last.measuredAt < maxAgeMs) return last.usage;
    const usage = this.measureAccount(authorId);
    this.accounts.delete(authorId);
    this.accounts.set(authorId, { measuredAt: performance.now(), usage });
    const [oldest] = this.accounts.keys();
    if (this.accounts.size > MAX_KNOWN_ACCOUNTS && oldest !== undefined) this.accounts.delete(oldest);
    return usage;
  }

  private async measureAccount(authorId: string): Promise<AccountUsage> {
    try {
      return { storedBytes: await this.repository.storedBytesOfAuthor(authorId) };
    } catch (error) {
      this.accounts.delete(authorId);
      throw error;
    }
  }

  private fits(bytes: number): boolean {
    return this.storedBytes !== null && this.storedBytes + bytes <= this.maxBytes;
  }

  private isMeasurementDue(): boolean {
    return performance.now() - this.measuredAt > MEASURE_EVERY_WHEN_FULL_MS;
  }

  private async measureTotal(): Promise<void> {
    try {
      this.storedBytes = await this.repository.storedBytes();
      this.reportFree(this.storedBytes);
    } catch (error) {
      this.logger.warn({ err: error }, 'could not measure note storage');
    } finally {
      this.measuredAt = performance.now();
    }
  }

  private reportFull(): void {
    if (this.isFull) return;
    this.isFull = true;
    const fields = { stored_bytes: this.storedBytes, max_bytes: this.maxBytes };
    this.logger.error(fields, 'rejecting new notes: storage limit reached');
  }

  private reportFree(storedBytes: number): void {
    if (!this.isFull || storedBytes > this.maxBytes * (1 - FREE_SHARE)) return;
    this.isFull = false;
    const fields = { stored_bytes: storedBytes, max_bytes: this.maxBytes };
    this.logger.info(fields, 'accepting new notes: storage is free again');
  }
}
