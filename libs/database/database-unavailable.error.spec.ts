import { describe, expect, it } from 'vitest';
import { isUnanswered, isUnavailable } from './database-unavailable.error.js';

const coded = (code: string, message = 'a fault') => Object.assign(new Error(message), { code });

describe('a fault of the database', () => {
  it.each([
    ['nobody listens', coded('ECONNREFUSED')],
    ['the connection broke', new Error('Connection terminated unexpectedly')],
    ['no connection in time', new Error('Connection terminated due to connection timeout')],
    ['no answer in time', new Error('Query read timeout')],
    ['PostgreSQL stops', coded('57P01')],
    ['PostgreSQL starts', coded('57P03')],
    ['Prisma has no connection', coded('P1001')],
    ['one of these as its cause', new Error('wrapped', { cause: coded('ECONNRESET') })],
  ])('counts as no answer: %s', (_name, fault) => {
    expect([isUnanswered(fault), isUnavailable(fault)]).toEqual([true, true]);
  });

  it.each([
    ['a row is locked for long', coded('55P03')],
    ['a statement takes too long', coded('57014')],
    ['too many connections', coded('53300')],
    ['the disk is full', coded('53100')],
    ['it is read only', coded('25006')],
  ])('is an answer, to be tried again: %s', (_name, fault) => {
    expect([isUnanswered(fault), isUnavailable(fault)]).toEqual([false, true]);
  });

  it.each([
    ['all connections are in use', new Error('timeout exceeded when trying to connect')],
    ['Prisma gets none of them in time', coded('P2024')],
    ['Prisma begins no transaction in time', coded('P2028')],
  ])('tells nothing of PostgreSQL, and is to be tried again: %s', (_name, fault) => {
    expect([isUnanswered(fault), isUnavailable(fault)]).toEqual([false, true]);
  });

  it.each([
    ['a value is there already', coded('23505')],
    ['a wrong statement', coded('42703')],
    ['no error at all', 'text'],
  ])('is an answer, for good: %s', (_name, fault) => {
    expect([isUnanswered(fault), isUnavailable(fault)]).toEqual([false, false]);
  });
});
