import type { Config, Secret } from '#libs/config';
import { Database } from '#libs/database';
import { KeyRingCipher } from '#libs/encryption';
import { runCommand, type PrintLine } from '#libs/lifecycle';
import { OperatorError, printError } from '#libs/observability';
import { LostKeys, type LostKey } from './lost-keys.js';
import { KINDS, LostKeysRepository } from './lost-keys.repository.js';

const USAGE = `keys <command>

  list                                   keys that the database names, and what each encrypts
  lost                                   keys that stored data needs and that no variable has
  erase <variable> <key id>              what would be erased with such a key
  erase <variable> <key id> --confirm <n>   erases these <n> items for good
`;

export interface KeysSettings {
  config: Pick<Config, 'notes' | 'mailEncryptionKeys'>;
  url: Secret<string>;
  close?: () => Promise<void>;
}

type Command = (keys: LostKeys, print: PrintLine) => Promise<void>;

export async function runKeys(configure: () => Promise<KeysSettings>): Promise<void> {
  await runCommand(async (printLine) => {
    const command = keysCommand(process.argv.slice(2));
    if (command !== null) return runOn(await configure(), command, printLine);
    printError(USAGE);
    process.exitCode = 2;
  });
}

export function keysCommand([
  name,
  ring,
  keyId,
  option,
  confirmed,
  ...rest
]: readonly string[]): Command | null {
  if (ring === undefined) return LISTS.get(name ?? '') ?? null;
  if (name !== 'erase' || keyId === undefined || rest.length > 0) return null;
  if (option === undefined) return (keys, print) => preview(keys, { ring, keyId }, print);
  if (option !== '--confirm' || !/^\d+$/.test(confirmed ?? '')) return null;
  return (keys, print) => erase(keys, { ring, keyId, items: Number(confirmed) }, print);
}

export async function runOn(
  { config, url, close }: KeysSettings,
  command: Command,
  print: PrintLine,
): Promise<void> {
  const database = Database.open({ url, poolSize: 1 });
  try {
    const rings = [
      new KeyRingCipher('NOTE_ENCRYPTION_KEYS', config.notes.encryptionKeys),
      new KeyRingCipher('MAIL_ENCRYPTION_KEYS', config.mailEncryptionKeys),
    ];
    await command(new LostKeys(new LostKeysRepository(database), rings), print);
  } finally {
    await database.close();
    await close?.();
  }
}

const STATES = {
  active: 'encrypts',
  needed: 'decrypts stored data: keep it',
  unused: 'no stored data needs it: it can be removed',
  lost: 'lost: no variable has it',
};

async function listAll(keys: LostKeys, print: PrintLine): Promise<void> {
  for (const { state, ...use } of await keys.listAll())
    print(`${describe({ ...use, uses: [use] })}: ${STATES[state]}`);
}

async function listLost(keys: LostKeys, print: PrintLine): Promise<void> {
  const lost = await keys.list();
  if (lost.length === 0) print('no key is lost: the configured ones decrypt all stored data');
  for (const key of lost) print(describe(key));
}

const LISTS: ReadonlyMap<string, Command> = new Map([
  ['list', listAll],
  ['lost', listLost],
]);

async function preview(keys: LostKeys, wanted: Wanted, print: PrintLine): Promise<void> {
  const key = await find(keys, wanted);
  print(describe(key));
  print('Nothing has been erased. If a backup has this key, restore it instead. Otherwise run:');
  print(`npm run onasty -- keys erase ${key.ring} ${key.keyId} --confirm ${key.items}`);
}

async function erase(keys: LostKeys, wanted: Wanted & { items: number }, print: PrintLine): Promise<void> {
  const key = await find(keys, wanted);
  if (key.items !== wanted.items)
    throw new OperatorError(`nothing has been erased: there are ${key.items} items, not ${wanted.items}`);
  await keys.erase(key);
  print(`erased: ${describe(key)}`);
}

interface Wanted {
  ring: string;
  keyId: string;
}

async function find(keys: LostKeys, { ring, keyId }: Wanted): Promise<LostKey> {
  const found = (await keys.list()).find((key) => key.ring === ring && key.keyId === keyId);
  if (found !== undefined) return found;
  throw new OperatorError(`${ring} has lost no key "${keyId}"`, {
    remedy: 'see npm run onasty -- keys lost',
  });
}

function describe({ ring, keyId, uses }: Pick<LostKey, 'ring' | 'keyId' | 'uses'>): string {
  const fingerprints = uses.map(({ fingerprint }) => fingerprint?.toString('hex').slice(0, 8) ?? 'unknown');
  const counts = KINDS.map((kind) => `${uses.reduce((total, use) => total + use[kind], 0)} ${kind}`);
  return `${ring} ${keyId} (fingerprint ${fingerprints.join(', ')}): ${counts.join(', ')}`;
}
