import { DatabaseError } from 'pg';
import { describe, expect, it } from 'vitest';
import { isUnanswered, isUnavailable, rejectionScope } from './database-unavailable.error.js';

const coded = (code: string) => Object.assign(new Error('an error'), { code });
/** Error of PostgreSQL as pg throws it. */
const said = (code: string) => Object.assign(new DatabaseError('an error', 7, 'error'), { code });
/** The same error as Prisma throws it. */
const saidToPrisma = (originalCode: string) =>
  Object.assign(coded('P2039'), {
    meta: { driverAdapterError: new Error('an error', { cause: { originalCode } }) },
  });
/** Connection lost during a raw statement, as Prisma throws it. */
const broken = (kind: string) =>
  Object.assign(coded('P2010'), { meta: { driverAdapterError: new Error(kind, { cause: { kind } }) } });

describe('classification of database errors', () => {
  it.each([
    ['connection refused', coded('ECONNREFUSED')],
    ['connection lost', new Error('Connection terminated unexpectedly')],
    ['broken pipe', coded('EPIPE')],
    ['connection timeout', new Error('Connection terminated due to connection timeout')],
    ['query timeout', new Error('Query read timeout')],
    ['connection closed during the query', new Error('Client was closed and is not queryable')],
    ['PostgreSQL shutting down', said('57P01')],
    ['PostgreSQL shutting down, through Prisma', saidToPrisma('57P01')],
    [
      "PostgreSQL shutting down, through Prisma's adapter",
      new Error('an error', { cause: { originalCode: '57P01' } }),
    ],
    ['PostgreSQL starting up', said('57P03')],
    ['connection failure in PostgreSQL', said('08006')],
    ['Prisma without a connection', coded('P1001')],
    [
      "connection lost, through Prisma's adapter",
      new Error('an error', { cause: { kind: 'ConnectionClosed' } }),
    ],
    ['connection lost in a raw statement, through Prisma', broken('ConnectionClosed')],
    ['connection refused, through Prisma', broken('DatabaseNotReachable')],
    ['query timeout, through Prisma', broken('SocketTimeout')],
    ['a lost connection as its cause', new Error('wrapped', { cause: coded('ECONNRESET') })],
  ])('treats as no response, retryable: %s', (_name, fault) => {
    expect([isUnanswered(fault), isUnavailable(fault), rejectionScope(fault)]).toEqual([true, true, null]);
  });

  it.each([
    ['lock timeout', said('55P03')],
    ['lock timeout, through Prisma', saidToPrisma('55P03')],
    ['statement timeout', said('57014')],
    ['full disk', said('53100')],
    ['read-only server', said('25006')],
    ['statement prepared by another client of a pooler', said('42P05')],
    ['statement prepared on another connection of a pooler', said('26000')],
    ['missing table', said('42P01')],
    ['missing right', said('42501')],
    ['missing right, through Prisma', saidToPrisma('42501')],
    ['idle transaction ended, through Prisma', saidToPrisma('25P03')],
    ['long transaction ended', said('25P04')],
  ])('treats as a rejected statement, retryable: %s', (_name, fault) => {
    expect([isUnanswered(fault), isUnavailable(fault), rejectionScope(fault)]).toEqual([
      false,
      true,
      'statement',
    ]);
  });

  it.each([
    ['too many connections', said('53300')],
    ['server that cannot serve this program', coded('database.unusable')],
    ['wrong password', said('28P01')],
    ['unknown database, through Prisma', saidToPrisma('3D000')],
  ])('treats as a rejected connection, retryable: %s', (_name, fault) => {
    expect([isUnanswered(fault), isUnavailable(fault), rejectionScope(fault)]).toEqual([
      false,
      true,
      'connection',
    ]);
  });

  it.each([
    ['unknown certificate', coded('DEPTH_ZERO_SELF_SIGNED_CERT')],
    ['server without TLS', new Error('The server does not support SSL connections')],
    ['exhausted pool', new Error('timeout exceeded when trying to connect')],
    ['connection timeout of Prisma’s pool', coded('P2024')],
    ['transaction start timeout of Prisma', coded('P2028')],
  ])('treats as a local failure, retryable: %s', (_name, fault) => {
    expect([isUnanswered(fault), isUnavailable(fault), rejectionScope(fault)]).toEqual([false, true, null]);
  });

  it.each([
    ['duplicate value', said('23505')],
    ['duplicate value, through Prisma', saidToPrisma('23505')],
    ['invalid statement', said('42703')],
  ])('treats as a rejected statement, permanent: %s', (_name, fault) => {
    expect([isUnanswered(fault), isUnavailable(fault), rejectionScope(fault)]).toEqual([
      false,
      false,
      'statement',
    ]);
  });

  it.each([
    ['bug in the program', new TypeError('an error')],
    ['value that is not an error', 'text'],
  ])('ignores what is not from the database: %s', (_name, fault) => {
    expect([isUnanswered(fault), isUnavailable(fault), rejectionScope(fault)]).toEqual([false, false, null]);
  });
});
