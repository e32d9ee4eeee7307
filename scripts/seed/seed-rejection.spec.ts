import { describe, expect, it } from 'vitest';
import { seedRejection } from './seed-rejection.js';

const HERE = 'http://localhost:3000';

describe('seedRejection', () => {
  it.each([
    { url: HERE },
    { url: 'http://127.0.0.1:8080' },
    { url: 'http://[::1]:3000', nodeEnvironment: 'development' },
    { url: HERE, databaseUrl: 'postgresql://onasty@127.0.0.1:5432/onasty' },
  ])('accepts a target on this machine: %o', (target) => {
    expect(seedRejection(target)).toBeNull();
  });

  it.each([
    [{ url: HERE, nodeEnvironment: 'production' }, 'NODE_ENV is production'],
    [{ url: 'https://notes.example.com' }, 'notes.example.com is not this machine'],
    [{ url: 'http://localhost.example.com' }, 'localhost.example.com is not this machine'],
    [{ url: 'http://127.0.0.1.example.com' }, '127.0.0.1.example.com is not this machine'],
    [
      { url: HERE, databaseUrl: 'postgresql://onasty@db.example.com/onasty' },
      'the database is not on this machine',
    ],
  ])('rejects any other target: %o', (target, why) => {
    expect(seedRejection(target)).toBe(why);
  });
});
