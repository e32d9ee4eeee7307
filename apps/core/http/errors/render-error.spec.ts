import { describe, expect, it } from 'vitest';
import { AppError, UnavailableError } from '../../app-error.js';
import { publicErrorCodes } from '../error-responses.js';
import { renderError } from './render-error.js';

describe('error response', () => {
  it('shows the data that the table names, in snake case and without nulls', () => {
    const data = { triesLeft: 3, lockedUntil: null, passwordHash: 'secret' };
    expect(renderError(new AppError('note.wrong_password', 'note: not found', { data }), 'r1')).toEqual({
      status: 404,
      headers: {},
      body: { message: 'note: not found', code: 'note.wrong_password', request_id: 'r1', tries_left: 3 },
    });
  });

  it('states in a header when to retry, and omits the cause', () => {
    const { status, headers, body } = renderError(new UnavailableError(new Error('a host name'), 7), 'r2');
    expect([status, headers]).toEqual([503, { 'retry-after': '7' }]);
    expect(body).toEqual({ message: 'temporarily unavailable', code: 'unavailable', request_id: 'r2' });
  });

  it('has the code of the contract', () => {
    expect(renderError(new AppError('note.expiry_passed', 'note: expired'), 'r3')).toMatchObject({
      status: 410,
      body: { code: 'note.expired' },
    });
    expect(publicErrorCodes).not.toContain('note.expiry_passed');
  });
});
