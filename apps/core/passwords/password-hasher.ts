import { createHash, randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { Injectable } from '@nestjs/common';
import argon2 from 'argon2';
import PQueue from 'p-queue';
import { withSpan } from '#libs/observability';
import { UnavailableError } from '../app-error.js';
import { hashDuration, hashesRejected, type PasswordLoad } from './passwords.metrics.js';

/** argon2id with 19 MiB, two passes, one lane: OWASP Password Storage Cheat Sheet. */
const ARGON2ID = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const MAX_WAITING = 50;
/** Below the idle timeout of a connection, which fifty hashes exceed on a slow processor. */
const MAX_WAIT_MS = 5_000;

export class PasswordHasherBusyError extends UnavailableError {
  constructor() {
    super(undefined);
  }
}

/** Hashes human passwords, one per processor at a time: each takes 19 MiB and about 25 ms. */
@Injectable()
export class PasswordHasher {
  private readonly queue = new PQueue({ concurrency: availableParallelism() });
  private admitted = 0;
  private dummyHash: Promise<string> | undefined;
  private readonly running = new Map<string, Promise<boolean>>();

  get load(): PasswordLoad {
    return { running: this.queue.pending, waiting: this.queue.size };
  }

  /** Rejects excess work before it queries anything, so that a crowd does not overload the database. */
  async admit<T>(work: () => Promise<T>): Promise<T> {
    if (this.admitted >= this.queue.concurrency + MAX_WAITING) throw busy();
    this.admitted += 1;
    return work().finally(() => (this.admitted -= 1));
  }

  async hash(password: string): Promise<string> {
    return this.enqueue(() => argon2.hash(password.normalize('NFKC'), ARGON2ID));
  }

  async verify(hash: string, password: string): Promise<boolean> {
    const normalized = password.normalize('NFKC');
    const key = createHash('sha256').update(hash).update('\0').update(normalized).digest('base64');
    const running = this.running.get(key);
    if (running !== undefined) return running;
    const result = this.enqueue(() => argon2.verify(hash, normalized)).finally(() =>
      this.running.delete(key),
    );
    this.running.set(key, result);
    return result;
  }

  /** Takes as long as verifying a password, for an account that does not exist. */
  async verifyDummy(password: string): Promise<false> {
    this.dummyHash ??= this.hash(randomBytes(32).toString('base64'));
    await this.verify(await this.dummyHash, password);
    return false;
  }

  isOutdated(hash: string): boolean {
    return argon2.needsRehash(hash, ARGON2ID);
  }

  private async enqueue<T>(job: () => Promise<T>): Promise<T> {
    if (this.queue.size >= MAX_WAITING) throw busy();
    const deadline = performance.now() + MAX_WAIT_MS;
    const timed = async () => {
      if (performance.now() > deadline) throw busy();
      return job().finally(hashDuration.startTimer());
    };
    return withSpan('passwords', 'argon2id', () => this.queue.add(timed));
  }
}

function busy(): PasswordHasherBusyError {
  hashesRejected.inc();
  return new PasswordHasherBusyError();
}
