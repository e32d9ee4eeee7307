import { describe, expect, it } from 'vitest';
import { ConfigError, requireVariable, variables } from './index.js';

type Name = 'DATABASE_URL' | 'REDIS_URL' | 'NATS_URL' | 'SMTP_URL';

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
  ['DATABASE_URL', 'postgresql:///onasty?host=/run/postgresql'],
  ['DATABASE_URL', 'postgresql://db.example.com/onasty?sslmode=require&channel_binding=require'],
  ['DATABASE_URL', 'postgresql://localhost/onasty?options=-c%20search_path%3Dnotes&application_name=notes'],
  ['DATABASE_URL', 'postgresql://db.example.com/onasty?sslmode=verify-ca&sslrootcert=package.json'],
  ['DATABASE_URL', 'postgresql://onasty:p%2Fss%40@localhost/onasty'],
  ['REDIS_URL', 'rediss://:secret@redis.example.com:6379'],
  ['REDIS_URL', 'redis://127.0.0.1'],
  ['NATS_URL', 'tls://core:secret@nats.example.com:4222'],
  ['NATS_URL', 'nats://localhost:4222'],
  ['SMTP_URL', 'smtp://ada%40example.com:p%25ss@mail.example.com:587'],
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

const ENCODE = 'must have its user and password percent-encoded';
const MALFORMED: Array<[Name, string, string]> = [
  ['SMTP_URL', 'smtp://user:p/secret@localhost:25', ENCODE],
  ['SMTP_URL', 'smtp://user:p?secret@localhost:25', ENCODE],
  ['SMTP_URL', 'smtp://user:100%secret@localhost:25', ENCODE],
  ['SMTP_URL', 'smtp://user:12/secret@localhost:25', ENCODE],
  ['SMTP_URL', 'smtp://:secret@localhost:25', 'must name a user with its password'],
  ['SMTP_URL', 'smtp://localhost:25/secret', 'must end after its host and port'],
  ['SMTP_URL', 'smtp://', 'must name a host'],
  ['DATABASE_URL', 'postgresql://user:p/secret@db.example.com/onasty', ENCODE],
  ['DATABASE_URL', 'postgresql://user:p#secret@localhost/onasty', ENCODE],
  ['DATABASE_URL', 'localhost:5432', 'must be an address that begins with postgresql://'],
  ['DATABASE_URL', 'postgresql:///secret', 'must name a host'],
  ['DATABASE_URL', 'postgresql://localhost:99999/secret', 'must have the form postgresql://'],
  ['DATABASE_URL', 'postgresql://localhost:0/secret', 'must have a port from 1 to 65535'],
  ['DATABASE_URL', 'postgresql://a.example,b.example/secret', 'must name one server'],
  ['DATABASE_URL', 'postgresql:///secret?host=/run/a,/run/b', 'must name one server'],
  [
    'DATABASE_URL',
    'postgresql://localhost/secret?sslrootcert=/none/ca.crt',
    'names a missing file in sslrootcert',
  ],
  ...[
    'schema=notes',
    'pgbouncer=true',
    'connection_limit=5',
    'target_session_attrs=read-write',
    'ssl=true',
    'toString=1',
  ].map((parameter): [Name, string, string] => [
    'DATABASE_URL',
    `postgresql://localhost/secret?${parameter}`,
    `has a parameter "${parameter.split('=')[0]}" that is not supported: `,
  ]),
  ['REDIS_URL', 'redis://user:p/secret@redis.example.com', ENCODE],
  ['REDIS_URL', 'redis:///run/secret.sock', 'must name a host'],
  ['REDIS_URL', 'redis://localhost/secret', 'must have no path but the number of a database'],
  ['REDIS_URL', 'redis://localhost/0?secret=1', 'must have no path but the number of a database'],
  ['REDIS_URL', 'redis://local host/secret', 'must not contain spaces or line breaks'],
  ['NATS_URL', 'nats://user:p/secret@nats.example.com', ENCODE],
  ['NATS_URL', 'nats://a:4222,nats://b:4222/secret', 'must name one server'],
  ['NATS_URL', 'nats://', 'must name a host'],
];

it.each(MALFORMED)('one problem explains what is wrong with %s=%s', (name, address, cause) => {
  const problems = problemsOf(name, address);
  expect(problems).toEqual([expect.stringContaining(`${name}: ${cause}`)]);
  expect(problems.join()).not.toContain('secret');
});

it.each<[Name, string, object]>([
  ['SMTP_URL', 'smtp://mail.example.com', { host: 'mail.example.com', port: 587, isEncrypted: false }],
  ['SMTP_URL', 'smtps://mail.example.com', { port: 465, isEncrypted: true }],
  ['SMTP_URL', 'smtp://[::1]:2525', { host: '::1', port: 2_525, isLoopback: true }],
  ['SMTP_URL', 'smtp://127.0.0.53', { isLoopback: true }],
  ['SMTP_URL', 'smtp://localhost.example.com', { isLoopback: false, credentials: null }],
  ['NATS_URL', 'tls://nats.example.com', { host: 'nats.example.com', port: 4_222, isEncrypted: true }],
  ['NATS_URL', 'nats://[::1]', { host: '::1', isEncrypted: false }],
  ['REDIS_URL', 'rediss://cache.example.com:7000/1', { port: 7_000, isEncrypted: true }],
  ['DATABASE_URL', 'postgresql:///onasty?host=/run/postgresql', { host: '/run/postgresql', port: 5_432 }],
])('%s=%s is parsed to its parts', (name, address, parts) => {
  expect(requireVariable(variables[name], { [name]: address }).parts).toMatchObject(parts);
});

it.each<[Name, string, object]>([
  [
    'SMTP_URL',
    'smtps://ada%40example.com:p%3Ass@mail.example.com',
    { user: 'ada@example.com', password: 'p:ss' },
  ],
  ['NATS_URL', 'nats://core:p%2Fss@localhost', { user: 'core', password: 'p/ss' }],
  ['NATS_URL', 'nats://a-token@localhost', { user: 'a-token', password: '' }],
])('%s=%s has decoded credentials that do not print', (name, address, credentials) => {
  const { parts } = requireVariable(variables[name], { [name]: address });
  expect(parts.credentials?.reveal()).toEqual(credentials);
  expect(JSON.stringify(parts)).not.toMatch(/p.ss|token/);
});

it('prints a server address without its credentials', () => {
  const DATABASE_URL = 'postgresql://ada:secret@localhost:5433/notes?sslmode=require';
  const address = requireVariable(variables.DATABASE_URL, { DATABASE_URL });
  expect([address.reveal(), address.location, String(address)]).toEqual([
    DATABASE_URL,
    'localhost:5433/notes',
    '[redacted]',
  ]);
});
