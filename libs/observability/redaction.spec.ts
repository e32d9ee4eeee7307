import { describe, expect, it } from 'vitest';
import { withoutSecrets } from './redaction.js';

const SECRET = 'hunter2';

describe('fields of a log line', () => {
  it('are printed as they are when they hold no secret', () => {
    const fields = { route: '/api/v1/note/:slug', status: 200, at: new Date(0), tries: [1, 2], none: null };
    expect(withoutSecrets(fields)).toEqual(fields);
  });

  it.each([
    'password',
    'newPassword',
    'new_password',
    'token',
    'refresh_token',
    'accessToken',
    'X-Receipt',
    'Authorization',
    'Cookie',
    'set-cookie',
    'Idempotency-Key',
    'accessProof',
    'tokenHash',
    'client_secret',
    'slug',
    'content',
    'email',
    'new_email',
    'receiver',
    'ip',
    'url',
    'headers',
  ])('say nothing of what is called %s, however deep it lies', (name) => {
    const fields = { [name]: SECRET, list: [{ within: { [name]: { value: SECRET } } }] };
    expect(JSON.stringify(withoutSecrets(fields))).not.toContain(SECRET);
  });

  it('tell of an error what it is, and nothing of what it was about', () => {
    const error = Object.assign(new TypeError('it broke', { cause: new Error('deeper') }), {
      code: '23505',
      detail: `Key (slug)=(${SECRET}) already exists.`,
      parameters: [SECRET],
      command: { args: [SECRET] },
    });
    const { err } = withoutSecrets({ err: error });
    expect(err).toMatchObject({
      type: 'TypeError',
      message: 'it broke',
      code: '23505',
      cause: { message: 'deeper' },
    });
    expect(err).toHaveProperty('stack');
    expect(JSON.stringify(err)).not.toContain(SECRET);
  });

  it('show nothing of the inside of an object that is not plain, such as a request', () => {
    class Request {
      readonly path = `/api/v1/note/${SECRET}`;
    }
    expect(withoutSecrets({ request: new Request() })).toEqual({ request: '[Request]' });
  });

  it('end somewhere, also when an object holds itself', () => {
    const circle: Record<string, unknown> = {};
    circle['circle'] = circle;
    expect(JSON.stringify(withoutSecrets(circle))).toContain('[deep]');
  });
});
