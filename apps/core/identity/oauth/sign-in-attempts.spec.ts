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

/** A store that another release has written. */
const otherRelease: EphemeralStore = {
  put: () => Promise.resolve(),
  take: () => Promise.resolve('{"v":2}'),
};

describe('sign-in in progress', () => {
  it('expires after ten minutes', async () => {
    const { attempts, pass } = create();
    const [early, late] = [await attempts.begin('oidc'), await attempts.begin('oidc')];
    pass(599);
    expect(await attempts.end('oidc', early.browserKey, [early.checks.state])).toEqual(early.checks);
    pass(1);
    await expect(attempts.end('oidc', late.browserKey, [late.checks.state])).rejects.toMatchObject({
      reason: 'state',
    });
  });

  it('ends with the first response, valid or not', async () => {
    const { attempts } = create();
    const { browserKey, checks } = await attempts.begin('oidc');
    const responses: [string, string[]][] = [
      ['oidc', ['wrong']],
      ['oidc', [checks.state]],
    ];
    for (const [provider, states] of responses) {
      await expect(attempts.end(provider, browserKey, states)).rejects.toMatchObject({ reason: 'state' });
    }
  });

  it.each<[string, string, (state: string) => string[]]>([
    ['of another provider', 'google', (state) => [state]],
    ['without a state', 'oidc', () => []],
    ['with an empty state', 'oidc', () => ['']],
    ['with a longer state', 'oidc', (state) => [`${state}=`]],
    ['with the state twice', 'oidc', (state) => [state, state]],
    ['with another state behind it', 'oidc', (state) => [state, 'x']],
  ])('rejects a response %s', async (_what, provider, states) => {
    const { attempts } = create();
    const { browserKey, checks } = await attempts.begin('oidc');
    await expect(attempts.end(provider, browserKey, states(checks.state))).rejects.toMatchObject({
      reason: 'state',
    });
  });

  it('stored by another release is rejected', async () => {
    const attempts = new SignInAttempts(otherRelease);
    const { browserKey, checks } = await attempts.begin('oidc');
    await expect(attempts.end('oidc', browserKey, [checks.state])).rejects.toMatchObject({ reason: 'state' });
  });

  it('is bound to one browser', async () => {
    const { attempts } = create();
    const [mine, other] = [await attempts.begin('oidc'), await attempts.begin('oidc')];
    for (const browserKey of [null, '', 'unknown', other.browserKey]) {
      await expect(attempts.end('oidc', browserKey, [mine.checks.state])).rejects.toMatchObject({
        reason: 'state',
      });
    }
    expect(await attempts.end('oidc', mine.browserKey, [mine.checks.state])).toEqual(mine.checks);
  });
});

describe('one-time code', () => {
  const rejection = { code: 'oauth.code_invalid' };
  const ada = { userId: 'ada', providerId: 'oidc' };

  it('is valid for one exchange within a minute', async () => {
    const { codes, pass } = create();
    const [early, late] = [await codes.issue(ada), await codes.issue(ada)];
    pass(59);
    expect(await codes.redeem(early.code, early.browserKey)).toEqual(ada);
    await expect(codes.redeem(early.code, early.browserKey)).rejects.toMatchObject(rejection);
    pass(1);
    await expect(codes.redeem(late.code, late.browserKey)).rejects.toMatchObject(rejection);
  });

  it('stored by another release is rejected', async () => {
    const codes = new OneTimeCodes(otherRelease);
    const { code, browserKey } = await codes.issue(ada);
    await expect(codes.redeem(code, browserKey)).rejects.toMatchObject(rejection);
  });

  it('is used up by an attempt from another browser', async () => {
    const { codes } = create();
    const { code, browserKey } = await codes.issue(ada);
    await expect(codes.redeem(code, 'another')).rejects.toMatchObject(rejection);
    await expect(codes.redeem(code, browserKey)).rejects.toMatchObject(rejection);
  });

  it('cannot be swapped with the key of its browser', async () => {
    const { codes } = create();
    const { code, browserKey } = await codes.issue(ada);
    await expect(codes.redeem(browserKey, code)).rejects.toMatchObject(rejection);
  });
});
