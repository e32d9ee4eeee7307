import { EventEmitter, once } from 'node:events';
import { availableParallelism } from 'node:os';
import argon2 from 'argon2';
import { describe, expect, it, vi } from 'vitest';
import { expectGrowthHere, metricsHere } from '../../../libs/observability/testing/metrics.js';
import { PasswordHasher, PasswordHasherBusyError } from './password-hasher.js';

describe('password hasher', () => {
  const hasher = new PasswordHasher();

  it('hashes with argon2id, 19 MiB, two passes and a fresh salt of 16 bytes', async () => {
    const [first, second] = await Promise.all([hasher.hash('correct horse'), hasher.hash('correct horse')]);
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(first).not.toBe(second);
  });

  it('compares passwords up to the last of many characters', async () => {
    const long = 'x'.repeat(200);
    const hash = await hasher.hash(`${long}1`);
    expect(await hasher.verify(hash, `${long}1`)).toBe(true);
    expect(await hasher.verify(hash, `${long}2`)).toBe(false);
  });

  it('accepts another Unicode form of the same password', async () => {
    expect(await hasher.verify(await hasher.hash('caf\u00e9'), 'cafe\u0301')).toBe(true);
  });

  it('verifies the same password once for parallel callers', async () => {
    const hash = await hasher.hash('correct horse');
    const results = await Promise.all(
      Array.from({ length: 300 }, () => hasher.verify(hash, 'correct horse')),
    );
    expect(new Set(results)).toEqual(new Set([true]));
  });

  it('rejects passwords beyond 50 waiting ones and serves the rest', async () => {
    const hash = await hasher.hash('correct horse');
    const before = await metricsHere();
    // The clock stands still, so that no password waits too long.
    const clock = vi.spyOn(performance, 'now').mockReturnValue(0);
    const settled = await Promise.allSettled(
      Array.from({ length: 70 }, (_, index) => hasher.verify(hash, `guess ${index}`)),
    );
    clock.mockRestore();
    const rejected = settled.filter((one) => one.status === 'rejected');
    expect(settled.length - rejected.length).toBe(availableParallelism() + 50);
    for (const { reason } of rejected) expect(reason).toBeInstanceOf(PasswordHasherBusyError);
    await expectGrowthHere(before, { onasty_password_hashes_refused_total: rejected.length });
  });

  it('takes as long without an account: parallel attempts for different names are different work', async () => {
    const verify = vi.spyOn(argon2, 'verify');
    await Promise.all(
      ['ada', 'bob', 'ada'].map((name) => hasher.verifyDummy(name, 'correct horse', 'sign-in')),
    );
    const hashes = verify.mock.calls.map(([hash]) => hash);
    verify.mockRestore();
    expect(new Set(hashes).size).toBe(2);
    expect(hashes).toHaveLength(2);
    for (const hash of hashes) expect(hasher.isOutdated(hash)).toBe(false);
  });

  it('admits as much work as can run and wait, and more once some is done', async () => {
    const before = await metricsHere();
    const places = availableParallelism() + 50;
    const worked = new EventEmitter().setMaxListeners(places + 1);
    const work = vi.fn<() => Promise<unknown>>(() => once(worked, 'end'));
    const admitted = Array.from({ length: places }, () => hasher.admit(work));
    await expect(hasher.admit(work)).rejects.toThrow(PasswordHasherBusyError);
    expect(work).toHaveBeenCalledTimes(places);
    worked.emit('end');
    await Promise.all(admitted);
    const another = hasher.admit(work);
    worked.emit('end');
    await another;
    expect(work).toHaveBeenCalledTimes(places + 1);
    await expectGrowthHere(before, { onasty_password_hashes_refused_total: 1 });
  });

  it('frees the place of failed work', async () => {
    const fail = vi.fn<() => Promise<void>>().mockRejectedValue(new Error('the database is gone'));
    for (let tries = 0; tries < availableParallelism() + 51; tries += 1)
      await expect(hasher.admit(fail)).rejects.toThrow('the database is gone');
  });

  it('rejects a password that has waited for five seconds', async () => {
    const before = await metricsHere();
    const clock = vi.spyOn(performance, 'now').mockReturnValue(0);
    const parallel = availableParallelism();
    const settled = Promise.allSettled(
      Array.from({ length: parallel + 1 }, (_, index) => hasher.hash(`password ${index}`)),
    );
    clock.mockReturnValue(5_001);
    const outcomes = (await settled).map(({ status }) => status);
    clock.mockRestore();
    expect(outcomes).toEqual([...Array.from({ length: parallel }, () => 'fulfilled'), 'rejected']);
    await expectGrowthHere(before, { onasty_password_hashes_refused_total: 1 });
  });
});
