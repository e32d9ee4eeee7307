import { describe, expect, it } from 'vitest';
import { OperatorError } from '../operator-error.js';
import { withoutSecrets, withoutStacks } from './redaction.js';

const SECRET = 'hunter2';

describe('withoutSecrets', () => {
  it('keeps fields without secrets unchanged', () => {
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
    'link_proof',
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
  ])('redacts %s at any depth', (name) => {
    const fields = { [name]: SECRET, list: [{ within: { [name]: { value: SECRET } } }] };
    expect(JSON.stringify(withoutSecrets(fields))).not.toContain(SECRET);
  });

  it('keeps type, message, code, stack and cause of an error, without its other properties', () => {
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

  it('keeps no stack of a failure that an operator can fix, and none of its causes', () => {
    const error = new OperatorError('port 80 is in use', {
      variable: 'HTTP_PORT',
      cause: new Error('deeper'),
    });
    const fields = withoutSecrets({ err: error });
    expect(fields).toMatchObject({
      err: { message: 'HTTP_PORT: port 80 is in use', cause: { message: 'deeper' } },
    });
    expect(JSON.stringify(fields)).not.toContain('stack');
  });

  it('names an object that is not plain by its class only', () => {
    class Request {
      readonly path = `/api/v1/note/${SECRET}`;
    }
    expect(withoutSecrets({ request: new Request() })).toEqual({ request: '[Request]' });
  });

  it('terminates on a circular object', () => {
    const circle: Record<string, unknown> = {};
    circle['circle'] = circle;
    expect(JSON.stringify(withoutSecrets(circle))).toContain('[deep]');
  });
});

describe('withoutStacks', () => {
  it('keeps the message and the causes of an error, without stacks', () => {
    const fields = withoutStacks({
      tries: 2,
      err: new TypeError('it broke', { cause: new Error('deeper') }),
    });
    expect(fields).toMatchObject({
      tries: 2,
      err: { type: 'TypeError', message: 'it broke', cause: { message: 'deeper' } },
    });
    expect(JSON.stringify(fields)).not.toContain('stack');
  });
});
