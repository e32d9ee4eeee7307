import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from '#libs/config';
import { ensureSecrets } from './generated-secrets.js';

describe('ensureSecrets', () => {
  let folder: string;
  const file = () => join(folder, 'secrets.json');

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'onasty-secrets-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('generates different secrets that are a valid configuration, for this user only', async () => {
    const secrets = await ensureSecrets(folder);
    expect(new Set(Object.values(secrets)).size).toBe(4);
    expect(loadConfig('standalone', { ...secrets }).accounts.signingKeys.reveal().activeId).toBe('k1');
    expect((await stat(file())).mode & 0o777).toBe(0o600);
  });

  it('returns the same secrets each time', async () => {
    const first = await ensureSecrets(folder);
    const text = await readFile(file(), 'utf8');
    expect(await ensureSecrets(folder)).toEqual(first);
    expect(await readFile(file(), 'utf8')).toBe(text);
  });

  it('adds a secret that an older version did not know, and keeps the others', async () => {
    const { JWT_SIGNING_KEYS: _added, ...older } = await ensureSecrets(folder);
    await writeFile(file(), JSON.stringify(older));
    const now = await ensureSecrets(folder);
    expect(now).toMatchObject(older);
    expect(now.JWT_SIGNING_KEYS).toMatch(/^k1:/);
    expect(await ensureSecrets(folder)).toEqual(now);
  });

  it.each([
    ['truncated', '{"NOTE_ENCRYPTION_KEYS": "k1:'],
    ['empty', ''],
    ['of another type', '[]'],
    ['with a secret that is no text', '{"POSTGRES_PASSWORD": 1}'],
    ['without a password of the database that exists', '{"NOTE_ENCRYPTION_KEYS": "k1:x"}'],
  ])('does not overwrite a file that is %s', async (_how, text) => {
    await writeFile(file(), text);
    await expect(ensureSecrets(folder)).rejects.toThrow(`${file()} is damaged: restore it from a backup`);
    expect(await readFile(file(), 'utf8')).toBe(text);
  });

  it('reports a folder that does not exist', async () => {
    await expect(ensureSecrets(join(folder, 'missing'))).rejects.toThrow('ENOENT');
  });
});
