import { expect, it } from 'vitest';
import { errorMessage } from './error-message.js';

it.each([
  ['an error', new Error('port in use\n'), 'port in use'],
  ['a text', 'stopped', 'stopped'],
  [
    'a host with two addresses',
    new AggregateError([
      new Error('connect ECONNREFUSED ::1:1'),
      new Error('connect ECONNREFUSED 127.0.0.1:1'),
    ]),
    'connect ECONNREFUSED ::1:1, connect ECONNREFUSED 127.0.0.1:1',
  ],
  ['errors with a summary', new AggregateError([new Error('one')], 'all failed'), 'all failed'],
])('returns the message of %s', (_what, error, message) => {
  expect(errorMessage(error)).toBe(message);
});
