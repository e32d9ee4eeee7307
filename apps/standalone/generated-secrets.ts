import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Environment } from '#libs/config';
import { OperatorError } from '#libs/observability';

const schema = z.object({
  NOTE_ENCRYPTION_KEYS: z.string(),
  MAIL_ENCRYPTION_KEYS: z.string(),
  JWT_SIGNING_KEYS: z.string(),
  POSTGRES_PASSWORD: z.string(),
});

export type GeneratedSecrets = z.output<typeof schema>;

export interface SecretsFile {
  secrets: GeneratedSecrets;
  path: string;
  /** Writes generated secrets. Data must not depend on them before. */
  save: () => Promise<void>;
}

/** Generates missing secrets; existing ones never change, since stored data depends on them. */
export async function readSecrets(dataFolder: string): Promise<SecretsFile> {
  const file = join(dataFolder, 'secrets.json');
  const text = await read(file);
  const stored = schema.partial().safeParse(text === null ? {} : parse(text));
  if (!stored.success || (text !== null && stored.data.POSTGRES_PASSWORD === undefined)) {
    throw new OperatorError(`${file} is damaged`, {
      variable: 'DATA_DIR',
      remedy: 'restore it from a backup',
    });
  }
  if (text === null && existsSync(join(dataFolder, 'postgres', 'cluster'))) {
    throw new OperatorError(`${file} is missing, but the folder has a database`, {
      variable: 'DATA_DIR',
      remedy: 'restore the file from a backup',
    });
  }
  const secrets = schema.parse({ ...generateSecrets(), ...stored.data });
  let isComplete = Object.keys(stored.data).length === Object.keys(secrets).length;
  const save = async () => {
    if (isComplete) return;
    await write(file, secrets);
    isComplete = true;
  };
  return { secrets, path: file, save };
}

export function generateSecrets(): GeneratedSecrets {
  return {
    NOTE_ENCRYPTION_KEYS: newKey(),
    MAIL_ENCRYPTION_KEYS: newKey(),
    JWT_SIGNING_KEYS: newKey(),
    POSTGRES_PASSWORD: randomBytes(24).toString('base64url'),
  };
}

export function withSecrets(environment: Environment, secrets: GeneratedSecrets): Environment {
  const generated = Object.entries(secrets).filter(([name]) => !environment[`${name}_FILE`]);
  return { ...Object.fromEntries(generated), ...environment };
}

const newKey = () => `k1:${randomBytes(32).toString('base64')}`;

/** A draft is renamed, so that the file is always complete. */
async function write(file: string, secrets: GeneratedSecrets): Promise<void> {
  const draft = `${file}.draft`;
  await writeFile(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flush: true });
  await rename(draft, file);
}

function read(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
