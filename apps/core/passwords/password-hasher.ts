import { createHash, createHmac, randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { Injectable } from '@nestjs/common';
import argon2 from 'argon2';
import PQueue from 'p-queue';
import { withSpan } from '#libs/observability';
import { UnavailableError } from '../app-error.js';
import { currentClient } from '../http/requests/current-request.js';
import { ClientShares } from './client-shares.js';
import { FairQueue, type FairQueueOptions } from './fair-queue.js';
import { hashDuration, hashesRejected, type PasswordLoad } from './passwords.metrics.js';

/** argon2id with 19 MiB, two passes, one lane: OWASP Password Storage Cheat Sheet. */
const ARGON2ID = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const PARALLEL = availableParallelism();
/** A single client may use half of them, which lets 50 of its passwords wait. */
const PLACES = 2 * (PARALLEL + 50);
/** Below the idle timeout of a connection. Only passwords of notes wait that long, while many sign in. */
const MAX_WAIT_MS = 5_000;
const SALT_BYTES = 16;

export type Purpose = 'sign-in' | 'other';

export class PasswordHasherBusyError extends UnavailableError {
  constructor() {
    super(undefined);
  }
}

/**
 * Hashes human passwords, one per processor at a time: each takes 19 MiB and about 25 ms. Sign-ins come first, and
 * clients take turns. Work beyond the share of a client is rejected at once.
 */
@Injectable()
export class PasswordHasher {
  private readonly queue = new PQueue<FairQueue, FairQueueOptions>({
    concurrency: PARALLEL,
    queueClass: FairQueue,
  });
  private readonly admitted = new ClientShares(PLACES);
  private readonly shares = { 'sign-in': new ClientShares(PLACES), other: new ClientShares(PLACES) };
  private readonly running = new Map<string, Promise<boolean>>();
  private readonly dummySecret = randomBytes(32);

  get load(): PasswordLoad {
    return { running: this.queue.pending, waiting: this.queue.size };
  }

  /** Rejects excess work before it queries anything, so that a crowd does not overload the database. */
  async admit<T>(work: () => Promise<T>): Promise<T> {
    return withPlace(this.admitted, currentClient(), work);
  }

  async hash(password: string, purpose: Purpose = 'other'): Promise<string> {
    return this.enqueue(purpose, () => argon2.hash(password.normalize('NFKC'), ARGON2ID));
  }

  async verify(hash: string, password: string, purpose: Purpose = 'other'): Promise<boolean> {
    const normalized = password.normalize('NFKC');
    const key = createHash('sha256').update(hash).update('\0').update(normalized).digest('base64');
    const running = this.running.get(key);
    if (running !== undefined) return running;
    const result = this.enqueue(purpose, () => argon2.verify(hash, normalized)).finally(() =>
      this.running.delete(key),
    );
    this.running.set(key, result);
    return result;
  }

  /**
   * Takes as long as verifying the password of an account that does not exist. Each name has a hash of its own, so that
   * parallel attempts are no faster than with accounts.
   */
  async verifyDummy(name: string, password: string, purpose: Purpose): Promise<false> {
    const bytes = createHmac('sha512', this.dummySecret).update(name).digest();
    const { memoryCost, timeCost, parallelism } = ARGON2ID;
    const [salt, digest] = [bytes.subarray(0, SALT_BYTES), bytes.subarray(-32)].map(withoutPadding);
    const parameters = `m=${memoryCost},t=${timeCost},p=${parallelism}`;
    await this.verify(`$argon2id$v=19$${parameters}$${salt}$${digest}`, password, purpose);
    return false;
  }

  isOutdated(hash: string): boolean {
    return argon2.needsRehash(hash, ARGON2ID);
  }

  private async enqueue<T>(purpose: Purpose, job: () => Promise<T>): Promise<T> {
    const client = currentClient();
    const options: FairQueueOptions = { isUrgent: purpose === 'sign-in', client };
    return withPlace(this.shares[purpose], client, async () => {
      const deadline = performance.now() + MAX_WAIT_MS;
      const timed = async () => {
        if (performance.now() > deadline) throw busy();
        return job().finally(hashDuration.startTimer());
      };
      return withSpan('passwords', 'argon2id', () => this.queue.add(timed, options));
    });
  }
}

async function withPlace<T>(shares: ClientShares, client: string, work: () => Promise<T>): Promise<T> {
  if (!shares.tryTake(client)) throw busy();
  try {
    return await work();
  } finally {
    shares.release(client);
  }
}

function withoutPadding(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}

function busy(): PasswordHasherBusyError {
  hashesRejected.inc();
  return new PasswordHasherBusyError();
}
