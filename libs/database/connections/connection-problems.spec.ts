import { expect, it } from 'vitest';
import { configurationProblems, temporaryProblems } from './connection-problems.js';
import type { ConnectionState } from './connection-state.js';

const SOUND: ConnectionState = {
  backendId: 1,
  version: 150_004,
  role: 'onasty',
  schema: 'public',
  searchPath: '"$user", public',
  isStandby: false,
  isReadOnly: false,
  off: ['data_checksums'],
  migrations: ['1_one', '2_two', '3_of_a_later_version'],
  missingRights: [],
};
const REQUIREMENTS = { requireDurability: true, migrations: ['1_one', '2_two'], tables: ['note'] };
const problemsOf = (state: Partial<ConnectionState>, requirements = REQUIREMENTS) => [
  ...configurationProblems({ ...SOUND, ...state }, requirements),
  ...temporaryProblems({ ...SOUND, ...state }, requirements),
];

it('accepts a database of this or a later version', () => {
  expect(problemsOf({})).toEqual([]);
});

it.each<[string, Partial<ConnectionState>]>([
  ['PostgreSQL 14 is too old: use version 15 or newer', { version: 140_012 }],
  ['PostgreSQL is read-only, a standby: connect to the primary', { isStandby: true, isReadOnly: true }],
  ['PostgreSQL is read-only (default_transaction_read_only)', { isReadOnly: true }],
  [
    'no schema of the search path notes exists, or the role "onasty" lacks USAGE',
    { schema: null, searchPath: 'notes' },
  ],
  ['the database has no tables of this program: run npm run db:migrate', { migrations: null }],
  ['the database lacks 2_two: run npm run db:migrate', { migrations: ['1_one'] }],
  [
    'the role "onasty" may not INSERT, UPDATE in note: GRANT INSERT, UPDATE ON note TO "onasty"',
    { missingRights: [{ table: 'note', rights: ['INSERT', 'UPDATE'] }] },
  ],
])('says: %s', (problem, state) => {
  expect(problemsOf(state)).toEqual([expect.stringContaining(problem)]);
});

it('rejects lost durability unless the configuration allows it', () => {
  const off = ['fsync', 'synchronous_commit'];
  expect(problemsOf({ off }).join()).toMatch(
    /fsync is off.*synchronous_commit is off.*DATABASE_REQUIRE_DURABILITY=false/,
  );
  expect(problemsOf({ off }, { ...REQUIREMENTS, requireDurability: false })).toEqual([]);
});
