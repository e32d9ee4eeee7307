import { describe, expect, it } from 'vitest';
import { MemoryEphemeralStore, type EphemeralStore } from '#libs/redis';
import { OneTimeCodes } from './one-time/one-time-codes.js';
import { SignInAttempts } from './sign-in-attempts.js';

function create() {
  let nowMs = 0;
  const store = new MemoryEphemeralStore(() => nowMs);
  return {
    attempts: new SignInAttempts(store),
    codes: new OneTimeCodes(store),
    pass: (seconds: number) => void (nowMs += seconds * 1_000),
  };
}

const ada = { key: 'ada', client: '192.0.2.1' };

/** A store that another release has written. */
const otherRelease: EphemeralStore = {
  put: () => Promise.resolve(),
  take: () => Promise.resolve('{"v":2}'),
};

describe('sign-in in progress', () => {
  it('expires after ten minutes', async () => {
    const { attempts, pass } = create();
    const [early, late] = [await attempts.begin('oidc', ada), await attempts.begin('oidc', ada)];
    pass(599);
    expect(await attempts.end('oidc', ada.key, [early.state])).toEqual(early);
    pass(1);
    await expect(attempts.end('oidc', ada.key, [late.state])).rejects.toMatchObject({ reason: 'state' });
  });

  it('ends once, however many others of the same browser are in progress', async () => {
    const { attempts } = create();
    const begun = [];
    for (const provider of ['oidc', 'oidc', 'google'])
      begun.push({ provider, checks: await attempts.begin(provider, ada) });
    for (const { provider, checks } of begun.toReversed()) {
      expect(await attempts.end(provider, ada.key, [checks.state])).toEqual(checks);
      await expect(attempts.end(provider, ada.key, [checks.state])).rejects.toMatchObject({
        reason: 'state',
      });
    }
  });

  it.each<[string, string, string, (state: string) => string[]]>([
    ['of another provider', 'google', 'ada', (state) => [state]],
    ['in another browser', 'oidc', 'eve', (state) => [state]],
    ['in a browser without a key', 'oidc', '', (state) => [state]],
    ['without a state', 'oidc', 'ada', () => []],
    ['with an empty state', 'oidc', 'ada', () => ['']],
    ['with a wrong state', 'oidc', 'ada', () => ['A'.repeat(43)]],
    ['with a longer state', 'oidc', 'ada', (state) => [`${state}=`]],
    ['with the state twice', 'oidc', 'ada', (state) => [state, state]],
    ['with another state behind it', 'oidc', 'ada', (state) => [state, 'x']],
  ])('is left alone by a response %s', async (_what, provider, browserKey, states) => {
    const { attempts } = create();
    const checks = await attempts.begin('oidc', ada);
    await expect(attempts.end(provider, browserKey, states(checks.state))).rejects.toMatchObject({
      reason: 'state',
    });
    expect(await attempts.end('oidc', ada.key, [checks.state])).toEqual(checks);
  });

  it('stored by another release is rejected', async () => {
    const attempts = new SignInAttempts(otherRelease);
    const { state } = await attempts.begin('oidc', ada);
    await expect(attempts.end('oidc', ada.key, [state])).rejects.toMatchObject({ reason: 'state' });
  });

  it('survives any number of attempts of another client', async () => {
    const { attempts } = create();
    const { state } = await attempts.begin('oidc', ada);
    for (let count = 0; count < 10_001; count += 1)
      await attempts.begin('oidc', { key: 'eve', client: 'eve' });
    expect(await attempts.end('oidc', ada.key, [state])).toMatchObject({ state });
  });
});

describe('one-time code', () => {
  const rejection = { code: 'oauth.code_invalid' };
  const signIn = { providerId: 'oidc', identity: { authority: 'https://login.example.com', subject: 'ada' } };

  it('is valid for one exchange within a minute', async () => {
    const { codes, pass } = create();
    const [early, late] = [await codes.issue(signIn, ada), await codes.issue(signIn, ada)];
    pass(59);
    expect(await codes.redeem(early, ada.key)).toEqual(signIn);
    await expect(codes.redeem(early, ada.key)).rejects.toMatchObject(rejection);
    pass(1);
    await expect(codes.redeem(late, ada.key)).rejects.toMatchObject(rejection);
  });

  it('stored by another release is rejected', async () => {
    const codes = new OneTimeCodes(otherRelease);
    const code = await codes.issue(signIn, ada);
    await expect(codes.redeem(code, ada.key)).rejects.toMatchObject(rejection);
  });

  it('is used up by an attempt from another browser', async () => {
    const { codes } = create();
    const code = await codes.issue(signIn, ada);
    await expect(codes.redeem(code, 'another')).rejects.toMatchObject(rejection);
    await expect(codes.redeem(code, ada.key)).rejects.toMatchObject(rejection);
  });

  it('cannot be swapped with the key of its browser', async () => {
    const { codes } = create();
    const code = await codes.issue(signIn, ada);
    await expect(codes.redeem(ada.key, code)).rejects.toMatchObject(rejection);
  });
});
