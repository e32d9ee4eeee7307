import { EventEmitter, once } from 'node:events';
import { availableParallelism } from 'node:os';
import { describe, expect, it, vi } from 'vitest';
import { expectGrowthHere, metricsHere } from '../../../libs/observability/testing/metrics.js';
import { PasswordHasher, PasswordHasherBusyError } from './password-hasher.js';

describe('the hasher of passwords', () => {
  const hasher = new PasswordHasher();

  it('hashes with argon2id, 19 MiB, two passes, a salt of 16 bytes, and never the same twice', async () => {
    const [first, second] = await Promise.all([hasher.hash('correct horse'), hasher.hash('correct horse')]);
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(first).not.toBe(second);
  });

  it('knows the right password from a wrong one, to the last of many characters', async () => {
    const long = 'x'.repeat(200);
    const hash = await hasher.hash(`${long}1`);
    expect(await hasher.verify(hash, `${long}1`)).toBe(true);
    expect(await hasher.verify(hash, `${long}2`)).toBe(false);
  });

  it('takes a password typed on another keyboard for the same', async () => {
    expect(await hasher.verify(await hasher.hash('caf\u00e9'), 'cafe\u0301')).toBe(true);
  });

  it('answers any number of callers who ask the same at once', async () => {
    const hash = await hasher.hash('correct horse');
    const answers = await Promise.all(
      Array.from({ length: 300 }, () => hasher.verify(hash, 'correct horse')),
    );
    expect(new Set(answers)).toEqual(new Set([true]));
  });

  it('refuses at once when too many different ones wait, and serves those who do', async () => {
    const hash = await hasher.hash('correct horse');
    const before = await metricsHere();
    // However long they take here, nobody waits too long.
    const clock = vi.spyOn(performance, 'now').mockReturnValue(0);
    const asked = await Promise.allSettled(
      Array.from({ length: 70 }, (_, index) => hasher.verify(hash, `guess ${index}`)),
    );
    clock.mockRestore();
    const refused = asked.filter((one) => one.status === 'rejected');
    expect(asked.length - refused.length).toBe(availableParallelism() + 50);
    for (const { reason } of refused) expect(reason).toBeInstanceOf(PasswordHasherBusyError);
    await expectGrowthHere(before, { onasty_password_hashes_refused_total: refused.length });
  });

  it('begins no work for more than can run and wait, and for another once one has done', async () => {
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

  it('keeps no place for work that failed', async () => {
    const fail = vi.fn<() => Promise<void>>().mockRejectedValue(new Error('the database is gone'));
    for (let tries = 0; tries < availableParallelism() + 51; tries += 1)
      await expect(hasher.admit(fail)).rejects.toThrow('the database is gone');
  });

  it('refuses as well who has waited for five seconds', async () => {
    const before = await metricsHere();
    const clock = vi.spyOn(performance, 'now').mockReturnValue(0);
    const parallel = availableParallelism();
    const asked = Promise.allSettled(
      Array.from({ length: parallel + 1 }, (_, index) => hasher.hash(`password ${index}`)),
    );
    clock.mockReturnValue(5_001);
    const outcomes = (await asked).map(({ status }) => status);
    clock.mockRestore();
    expect(outcomes).toEqual([...Array.from({ length: parallel }, () => 'fulfilled'), 'rejected']);
    await expectGrowthHere(before, { onasty_password_hashes_refused_total: 1 });
  });
});
