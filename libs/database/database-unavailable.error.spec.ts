import { DatabaseError } from 'pg';
import { describe, expect, it } from 'vitest';
import { isUnanswered, isUnavailable, rejectionScope } from './database-unavailable.error.js';

const coded = (code: string) => Object.assign(new Error('a fault'), { code });
/** Error of PostgreSQL as pg throws it. */
const said = (code: string) => Object.assign(new DatabaseError('a fault', 7, 'error'), { code });
/** The same error as Prisma throws it. */
const saidToPrisma = (originalCode: string) =>
  Object.assign(coded('P2039'), {
    meta: { driverAdapterError: new Error('a fault', { cause: { originalCode } }) },
  });
/** Connection lost during a raw statement, as Prisma throws it. */
const broken = (kind: string) =>
  Object.assign(coded('P2010'), { meta: { driverAdapterError: new Error(kind, { cause: { kind } }) } });

describe('a fault of the database', () => {
  it.each([
    ['nobody listens', coded('ECONNREFUSED')],
    ['the connection broke', new Error('Connection terminated unexpectedly')],
    ['the way to it broke', coded('EPIPE')],
    ['no connection in time', new Error('Connection terminated due to connection timeout')],
    ['no answer in time', new Error('Query read timeout')],
    ['the connection was given up under way', new Error('Client was closed and is not queryable')],
    ['PostgreSQL stops', said('57P01')],
    ['PostgreSQL stops, and Prisma tells it', saidToPrisma('57P01')],
    [
      "PostgreSQL stops, and Prisma's adapter tells it",
      new Error('a fault', { cause: { originalCode: '57P01' } }),
    ],
    ['PostgreSQL starts', said('57P03')],
    ['PostgreSQL lost the connection', said('08006')],
    ['Prisma has no connection', coded('P1001')],
    [
      "the connection broke, and Prisma's adapter tells it",
      new Error('a fault', { cause: { kind: 'ConnectionClosed' } }),
    ],
    ['the connection broke in a statement of ours, and Prisma tells it', broken('ConnectionClosed')],
    ['nobody listens, and Prisma tells it', broken('DatabaseNotReachable')],
    ['no answer in time, and Prisma tells it', broken('SocketTimeout')],
    ['one of these as its cause', new Error('wrapped', { cause: coded('ECONNRESET') })],
  ])('counts as no answer: %s', (_name, fault) => {
    expect([isUnanswered(fault), isUnavailable(fault), rejectionScope(fault)]).toEqual([true, true, null]);
  });

  it.each([
    ['a row is locked for long', said('55P03')],
    ['a row is locked for long, and Prisma tells it', saidToPrisma('55P03')],
    ['a statement takes too long', said('57014')],
    ['the disk is full', said('53100')],
    ['it is read only', said('25006')],
    ['it ended a silent transaction, and Prisma tells it', saidToPrisma('25P03')],
    ['it ended a long transaction', said('25P04')],
  ])('is an answer, to be tried again: %s', (_name, fault) => {
    expect([isUnanswered(fault), isUnavailable(fault), rejectionScope(fault)]).toEqual([
      false,
      true,
      'statement',
    ]);
  });

  it.each([
    ['too many connections', said('53300')],
    ['it may lose what it acknowledges', coded('database.not_durable')],
  ])('is an answer that lets nobody in, to be tried again: %s', (_name, fault) => {
    expect([isUnanswered(fault), isUnavailable(fault), rejectionScope(fault)]).toEqual([
      false,
      true,
      'connection',
    ]);
  });

  it.each([
    ['a wrong password', said('28P01')],
    ['no such database, and Prisma tells it', saidToPrisma('3D000')],
  ])('is an answer that lets nobody in, for good: %s', (_name, fault) => {
    expect([isUnanswered(fault), isUnavailable(fault), rejectionScope(fault)]).toEqual([
      false,
      false,
      'connection',
    ]);
  });

  it.each([
    ['all connections are in use', new Error('timeout exceeded when trying to connect')],
    ['Prisma gets none of them in time', coded('P2024')],
    ['Prisma begins no transaction in time', coded('P2028')],
  ])('tells nothing of PostgreSQL, and is to be tried again: %s', (_name, fault) => {
    expect([isUnanswered(fault), isUnavailable(fault), rejectionScope(fault)]).toEqual([false, true, null]);
  });

  it.each([
    ['a value is there already', said('23505')],
    ['a value is there already, and Prisma tells it', saidToPrisma('23505')],
    ['a wrong statement', said('42703')],
  ])('is an answer, for good: %s', (_name, fault) => {
    expect([isUnanswered(fault), isUnavailable(fault), rejectionScope(fault)]).toEqual([
      false,
      false,
      'statement',
    ]);
  });

  it.each([
    ['a fault of the program', new TypeError('a fault')],
    ['no error at all', 'text'],
  ])('is none of the database: %s', (_name, fault) => {
    expect([isUnanswered(fault), isUnavailable(fault), rejectionScope(fault)]).toEqual([false, false, null]);
  });
});
