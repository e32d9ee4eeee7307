import { createHash, randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { Injectable } from '@nestjs/common';
import argon2 from 'argon2';
import PQueue from 'p-queue';
import { withSpan } from '#libs/observability';
import { UnavailableError } from '../app-error.js';
import { hashDuration, hashesRefused, showQueue } from './passwords.metrics.js';

/** argon2id with 19 MiB, two passes, one lane: OWASP Password Storage Cheat Sheet. */
const ARGON2ID = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const MAX_WAITING = 50;
/** On a slow processor fifty take longer than anybody waits, and than a silent connection lasts. */
const MAX_WAIT_MS = 5_000;

export class PasswordHasherBusyError extends UnavailableError {
  constructor() {
    super(undefined);
  }
}

/**
 * Hashes human passwords, at most one a processor at a time, since each takes 19 MiB and some 25 ms; the rest of the
 * service stays quick however many passwords come.
 */
@Injectable()
export class PasswordHasher {
  private readonly queue = new PQueue({ concurrency: availableParallelism() });
  private admitted = 0;
  private nothing: Promise<string> | undefined;
  private readonly running = new Map<string, Promise<boolean>>();

  constructor() {
    showQueue(this.queue);
  }

  /**
   * Does work that will come to a hash, for as many at once as can run and wait. Whoever else comes is refused before
   * anything is looked up for them, so that a crowd costs the database no more than the hashes do.
   *
   * @throws {PasswordHasherBusyError} when as many are at work
   */
  async admit<T>(work: () => Promise<T>): Promise<T> {
    if (this.admitted >= this.queue.concurrency + MAX_WAITING) throw refused();
    this.admitted += 1;
    return work().finally(() => (this.admitted -= 1));
  }

  /** @throws {PasswordHasherBusyError} when too many wait already, or for too long */
  async hash(password: string): Promise<string> {
    return this.enqueue(() => argon2.hash(password.normalize('NFKC'), ARGON2ID));
  }

  /**
   * Whether the password is the one that was hashed. Callers who ask the same at the same time share one computation.
   *
   * @throws {PasswordHasherBusyError} when too many wait already, or for too long
   */
  async verify(hash: string, password: string): Promise<boolean> {
    const normalized = password.normalize('NFKC');
    const question = createHash('sha256').update(hash).update('\0').update(normalized).digest('base64');
    const running = this.running.get(question);
    if (running !== undefined) return running;
    const answer = this.enqueue(() => argon2.verify(hash, normalized)).finally(() =>
      this.running.delete(question),
    );
    this.running.set(question, answer);
    return answer;
  }

  /** Takes as long as to verify a password, and is never right: for accounts that are not there. */
  async verifyDummy(password: string): Promise<false> {
    this.nothing ??= this.hash(randomBytes(32).toString('base64'));
    await this.verify(await this.nothing, password);
    return false;
  }

  /** Whether a hash is weaker than those made today. */
  isOutdated(hash: string): boolean {
    return argon2.needsRehash(hash, ARGON2ID);
  }

  private async enqueue<T>(job: () => Promise<T>): Promise<T> {
    if (this.queue.size >= MAX_WAITING) throw refused();
    const deadline = performance.now() + MAX_WAIT_MS;
    const timed = async () => {
      if (performance.now() > deadline) throw refused();
      return job().finally(hashDuration.startTimer());
    };
    return withSpan('passwords', 'argon2id', () => this.queue.add(timed));
  }
}

function refused(): PasswordHasherBusyError {
  hashesRefused.inc();
  return new PasswordHasherBusyError();
}
