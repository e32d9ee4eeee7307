import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from '#libs/config';
import { generateSecrets, readSecrets, withSecrets } from './generated-secrets.js';

describe('readSecrets', () => {
  const savedSecrets = async () => {
    const { secrets, save } = await readSecrets(folder);
    await save();
    return secrets;
  };

  let folder: string;
  const file = () => join(folder, 'secrets.json');

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'onasty-secrets-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('generates different secrets that are a valid configuration, for this user only', async () => {
    const secrets = await savedSecrets();
    expect(new Set(Object.values(secrets)).size).toBe(4);
    expect(loadConfig('standalone', { ...secrets }).accounts.signingKeys.reveal().activeId).toBe('k1');
    expect((await stat(file())).mode & 0o777).toBe(0o600);
  });

  it('returns the same secrets each time', async () => {
    const first = await savedSecrets();
    const text = await readFile(file(), 'utf8');
    expect(await savedSecrets()).toEqual(first);
    expect(await readFile(file(), 'utf8')).toBe(text);
  });

  it('writes nothing before they are saved', async () => {
    await readSecrets(folder);
    await expect(stat(file())).rejects.toThrow('ENOENT');
  });

  it('generates none beside a database that others belong to', async () => {
    await mkdir(join(folder, 'postgres', 'cluster'), { recursive: true });
    await expect(readSecrets(folder)).rejects.toThrow(`${file()} is missing`);
  });

  it('adds a secret that an older version did not know, and keeps the others', async () => {
    const { JWT_SIGNING_KEYS: _added, ...older } = await savedSecrets();
    await writeFile(file(), JSON.stringify(older));
    const now = await savedSecrets();
    expect(now).toMatchObject(older);
    expect(now.JWT_SIGNING_KEYS).toMatch(/^k1:/);
    expect(await savedSecrets()).toEqual(now);
  });

  it.each([
    ['truncated', '{"NOTE_ENCRYPTION_KEYS": "k1:'],
    ['empty', ''],
    ['of another type', '[]'],
    ['with a secret that is no text', '{"POSTGRES_PASSWORD": 1}'],
    ['without a password of the database that exists', '{"NOTE_ENCRYPTION_KEYS": "k1:x"}'],
  ])('does not overwrite a file that is %s', async (_how, text) => {
    await writeFile(file(), text);
    await expect(readSecrets(folder)).rejects.toThrow(`${file()} is damaged: restore it from a backup`);
    expect(await readFile(file(), 'utf8')).toBe(text);
  });

  it('reports a folder that does not exist', async () => {
    const { save } = await readSecrets(join(folder, 'missing'));
    await expect(save()).rejects.toThrow('ENOENT');
  });
});

it.each(['NOTE_ENCRYPTION_KEYS', 'NOTE_ENCRYPTION_KEYS_FILE'])('uses no generated key beside %s', (name) => {
  const secrets = generateSecrets();
  const variables = withSecrets({ [name]: 'given' }, secrets);
  expect(variables['NOTE_ENCRYPTION_KEYS']).toBe(name.endsWith('_FILE') ? undefined : 'given');
  expect(variables['MAIL_ENCRYPTION_KEYS']).toBe(secrets.MAIL_ENCRYPTION_KEYS);
});
