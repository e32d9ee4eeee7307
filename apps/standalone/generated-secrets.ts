import { randomBytes } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const schema = z.object({ NOTE_ENCRYPTION_KEYS: z.string(), POSTGRES_PASSWORD: z.string() });

export type GeneratedSecrets = z.output<typeof schema>;

/**
 * The secrets of this installation: made at the first start, readable by its owner alone, never overwritten, since
 * without them what is stored could not be read again.
 */
export async function ensureSecrets(dataFolder: string): Promise<GeneratedSecrets> {
  const file = join(dataFolder, 'secrets.json');
  const text = (await read(file)) ?? (await create(file));
  const secrets = schema.safeParse(parse(text));
  if (!secrets.success) throw new Error(`${file} is damaged: bring back the file as it was`);
  return secrets.data;
}

/** Written aside and linked, which fails if another start was faster: then its secrets count. */
async function create(file: string): Promise<string> {
  const draft = `${file}.${process.pid}`;
  const secrets: GeneratedSecrets = {
    NOTE_ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    POSTGRES_PASSWORD: randomBytes(24).toString('base64url'),
  };
  await writeFile(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flush: true });
  await link(draft, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(draft);
  return readFile(file, 'utf8');
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
