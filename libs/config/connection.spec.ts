import { describe, expect, it } from 'vitest';
import { ConfigError, requireVariable, variables } from './index.js';

type Name = 'DATABASE_URL' | 'REDIS_URL' | 'NATS_URL';

function problemsOf(
  name: Name,
  address: string,
  environment: Record<string, string> = {},
): readonly string[] {
  try {
    requireVariable(variables[name], { [name]: address, ...environment });
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

const UNSAFE: Array<[Name, string]> = [
  ['DATABASE_URL', 'postgresql://onasty:secret@db.example.com:5432/onasty'],
  ['DATABASE_URL', 'postgresql://onasty:secret@postgres/onasty'],
  ['DATABASE_URL', 'postgresql://onasty:secret@10.0.0.7/onasty?sslmode=disable'],
  ['DATABASE_URL', 'postgresql://onasty:secret@db/onasty?sslmode=verify-full&sslmode=disable'],
  ['DATABASE_URL', 'postgresql://onasty:secret@localhost/onasty?host=db.example.com'],
  ['DATABASE_URL', 'postgresql://onasty:secret@localhost.example.com/onasty'],
  ['DATABASE_URL', 'postgresql://onasty:secret@127.0.0.1.example.com/onasty'],
  ['REDIS_URL', 'redis://:secret@redis.example.com:6379'],
  ['REDIS_URL', 'redis://:secret@redis'],
  ['NATS_URL', 'nats://core:secret@nats:4222'],
];
const SAFE: Array<[Name, string]> = [
  ['DATABASE_URL', 'postgresql://onasty:secret@db.example.com/onasty?sslmode=verify-full'],
  ['DATABASE_URL', 'postgresql://onasty:secret@localhost/onasty'],
  ['DATABASE_URL', 'postgresql://onasty:secret@127.0.0.1:5432/onasty'],
  ['DATABASE_URL', 'postgresql://onasty:secret@[::1]/onasty'],
  ['DATABASE_URL', 'postgresql://onasty@/onasty?host=/run/postgresql'],
  ['DATABASE_URL', 'postgresql://onasty@%2Frun%2Fpostgresql/onasty'],
  ['REDIS_URL', 'rediss://:secret@redis.example.com:6379'],
  ['REDIS_URL', 'redis://127.0.0.1'],
  ['NATS_URL', 'tls://core:secret@nats.example.com:4222'],
  ['NATS_URL', 'nats://localhost:4222'],
];

describe('server address', () => {
  it.each(UNSAFE)('is rejected if others can eavesdrop, without repeating it: %s %s', (name, address) => {
    const problems = problemsOf(name, address);
    expect(problems).toEqual([expect.stringMatching(`^${name}: connects to another machine unencrypted`)]);
    expect(problems.join()).not.toContain('secret');
  });

  it.each(UNSAFE)('is accepted in a private network: %s %s', (name, address) => {
    expect(problemsOf(name, address, { PRIVATE_NETWORK: 'true' })).toEqual([]);
    expect(problemsOf(name, address, { PRIVATE_NETWORK: 'false' })).toHaveLength(1);
    expect(problemsOf(name, address, { PRIVATE_NETWORK: 'yes' })).toHaveLength(1);
  });

  it.each(SAFE)('is accepted if it is encrypted or local: %s %s', (name, address) => {
    expect(problemsOf(name, address)).toEqual([]);
  });
});
