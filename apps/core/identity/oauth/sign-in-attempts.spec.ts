import { describe, expect, it } from 'vitest';
import { MemoryEphemeralStore, type EphemeralStore } from '#libs/redis';
import { OneTimeCodes } from './one-time-codes.js';
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

/** Whatever was put, another form of it is found. */
const otherRelease: EphemeralStore = {
  put: () => Promise.resolve(),
  take: () => Promise.resolve('{"v":2}'),
};

describe('a sign-in under way', () => {
  it('may take ten minutes, and no more', async () => {
    const { attempts, pass } = create();
    const [early, late] = [await attempts.begin('oidc'), await attempts.begin('oidc')];
    pass(599);
    expect(await attempts.end('oidc', early.browserKey, [early.checks.state])).toEqual(early.checks);
    pass(1);
    await expect(attempts.end('oidc', late.browserKey, [late.checks.state])).rejects.toMatchObject({
      word: 'state',
    });
  });

  it('ends at the first answer, right or wrong', async () => {
    const { attempts } = create();
    const { browserKey, checks } = await attempts.begin('oidc');
    const answers: [string, string[]][] = [
      ['oidc', ['wrong']],
      ['oidc', [checks.state]],
    ];
    for (const [provider, states] of answers) {
      await expect(attempts.end(provider, browserKey, states)).rejects.toMatchObject({ word: 'state' });
    }
  });

  it.each<[string, string, (state: string) => string[]]>([
    ['of another provider', 'google', (state) => [state]],
    ['without a state', 'oidc', () => []],
    ['with an empty state', 'oidc', () => ['']],
    ['with a longer state', 'oidc', (state) => [`${state}=`]],
    ['with the state twice', 'oidc', (state) => [state, state]],
    ['with another state behind it', 'oidc', (state) => [state, 'x']],
  ])('refuses an answer %s', async (_what, provider, states) => {
    const { attempts } = create();
    const { browserKey, checks } = await attempts.begin('oidc');
    await expect(attempts.end(provider, browserKey, states(checks.state))).rejects.toMatchObject({
      word: 'state',
    });
  });

  it('that another release kept otherwise has to begin again', async () => {
    const attempts = new SignInAttempts(otherRelease);
    const { browserKey, checks } = await attempts.begin('oidc');
    await expect(attempts.end('oidc', browserKey, [checks.state])).rejects.toMatchObject({ word: 'state' });
  });

  it('belongs to one browser', async () => {
    const { attempts } = create();
    const [mine, other] = [await attempts.begin('oidc'), await attempts.begin('oidc')];
    for (const browserKey of [null, '', 'unknown', other.browserKey]) {
      await expect(attempts.end('oidc', browserKey, [mine.checks.state])).rejects.toMatchObject({
        word: 'state',
      });
    }
    expect(await attempts.end('oidc', mine.browserKey, [mine.checks.state])).toEqual(mine.checks);
  });
});

describe('a one-time code', () => {
  const refusal = { code: 'oauth.code_invalid' };
  const ada = { userId: 'ada', providerId: 'oidc' };

  it('may be exchanged for a minute, once', async () => {
    const { codes, pass } = create();
    const [early, late] = [await codes.issue(ada), await codes.issue(ada)];
    pass(59);
    expect(await codes.redeem(early.code, early.browserKey)).toEqual(ada);
    await expect(codes.redeem(early.code, early.browserKey)).rejects.toMatchObject(refusal);
    pass(1);
    await expect(codes.redeem(late.code, late.browserKey)).rejects.toMatchObject(refusal);
  });

  it('that another release kept otherwise is none', async () => {
    const codes = new OneTimeCodes(otherRelease);
    const { code, browserKey } = await codes.issue(ada);
    await expect(codes.redeem(code, browserKey)).rejects.toMatchObject(refusal);
  });

  it('is gone once another browser has tried it', async () => {
    const { codes } = create();
    const { code, browserKey } = await codes.issue(ada);
    await expect(codes.redeem(code, 'another')).rejects.toMatchObject(refusal);
    await expect(codes.redeem(code, browserKey)).rejects.toMatchObject(refusal);
  });

  it('is no key of a browser, and that is no code', async () => {
    const { codes } = create();
    const { code, browserKey } = await codes.issue(ada);
    await expect(codes.redeem(browserKey, code)).rejects.toMatchObject(refusal);
  });
});
