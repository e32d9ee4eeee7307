import type { Account } from '../accounts.repository.js';
import { InvalidEmailError } from '../accounts.errors.js';
import type { AccountDetails, AccountOperations } from './account-operations.js';
import { OperatorError } from './operator.errors.js';

export const USAGE = `accounts <command>

  list [part of an address]   one line per account: address, state, dates, notes
  show <address>              account, sessions and recent activity
  confirm <address>           confirm the address in place of its owner
  invite <address> [--mail]   create an account; prints the link that sets its password, or mails it
  block <address>             end its sessions and reject its sign-ins
  unblock <address>           accept its sign-ins again
  sign-out <address>          end its sessions
  delete <address>            delete the account with its notes
`;

type Write = (line: string) => void;
type Command = (operations: AccountOperations, email: string, write: Write) => Promise<void>;

const COMMANDS = new Map<string, Command>([
  ['show', async (operations, email, write) => detailLines(await operations.show(email)).forEach(write)],
  ['confirm', announced('confirmed', (operations, email) => operations.confirm(email))],
  ['block', announced('blocked and signed out', (operations, email) => operations.block(email))],
  ['unblock', announced('unblocked', (operations, email) => operations.unblock(email))],
  ['sign-out', announced('signed out', (operations, email) => operations.signOut(email))],
  ['delete', announced('deleted', (operations, email) => operations.delete(email))],
]);

export async function runAccountsCommand(
  operations: AccountOperations,
  parameters: readonly string[],
  { write, writeError }: { write: Write; writeError: Write },
): Promise<number> {
  const task = taskOf(parameters);
  if (task === null) {
    writeError(USAGE.trimEnd());
    return 2;
  }
  try {
    await task(operations, write);
    return 0;
  } catch (error) {
    if (!(error instanceof OperatorError || error instanceof InvalidEmailError)) throw error;
    writeError(error.message);
    return 1;
  }
}

export function isAccountsCommand(parameters: readonly string[]): boolean {
  return taskOf(parameters) !== null;
}

function taskOf(
  parameters: readonly string[],
): ((operations: AccountOperations, write: Write) => Promise<void>) | null {
  const [name = '', email, option, ...rest] = parameters;
  if (rest.length > 0) return null;
  if (name === 'list' && option === undefined)
    return (operations, write) => list(operations, email ?? '', write);
  if (email === undefined) return null;
  if (name === 'invite' && (option === undefined || option === '--mail'))
    return (operations, write) => invite(operations, email, option === '--mail', write);
  const command = COMMANDS.get(name);
  if (command === undefined || option !== undefined) return null;
  return (operations, write) => command(operations, email, write);
}

async function list(operations: AccountOperations, search: string, write: Write): Promise<void> {
  for await (const account of operations.list(search)) write(lineOf(account));
}

async function invite(
  operations: AccountOperations,
  email: string,
  mail: boolean,
  write: Write,
): Promise<void> {
  const link = await operations.invite(email, { mail });
  write(link ?? `${email} gets the link by mail`);
}

function announced(
  outcome: string,
  work: (operations: AccountOperations, email: string) => Promise<void>,
): Command {
  return async (operations, email, write) => {
    await work(operations, email);
    write(`${email} ${outcome}`);
  };
}

function stateOf({ activatedAt, blockedAt }: Account): string {
  if (blockedAt !== null) return 'blocked';
  return activatedAt === null ? 'unconfirmed' : 'active';
}

function lineOf(account: Account): string {
  const lastSignIn = account.lastLoginAt?.toISOString() ?? 'never';
  const created = account.createdAt.toISOString();
  return [account.email, stateOf(account), created, lastSignIn, account.notesCreated].join('  ');
}

function detailLines({ account, providers, sessions, events }: AccountDetails): string[] {
  return [
    `address       ${account.email}`,
    `id            ${account.id}`,
    `state         ${stateOf(account)}`,
    `created       ${account.createdAt.toISOString()}`,
    `last sign-in  ${account.lastLoginAt?.toISOString() ?? 'never'}`,
    `password      ${account.passwordHash === null ? 'none' : 'set'}`,
    `providers     ${providers.join(', ') || 'none'}`,
    `notes         ${account.notesCreated}`,
    ...sessions.map(({ lastUsedAt, browser, network }) =>
      ['session      ', lastUsedAt.toISOString(), browser, network].join(' '),
    ),
    ...events.map(({ createdAt, kind, occurrences, browser, network, detail }) =>
      ['activity     ', createdAt.toISOString(), kind, `${occurrences}x`, detail, browser, network]
        .filter((part) => part !== null)
        .join(' '),
    ),
  ];
}
