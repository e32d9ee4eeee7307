import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { CliError } from '../problems/cli-error.js';

/** Reads a file, or the standard input for `-`. */
export async function readText(path: string): Promise<string> {
  const bytes = path === '-' ? await buffer(process.stdin) : await readFileBytes(path);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new CliError(
      'usage',
      `${nameOf(path)} isn't text in UTF-8. Encode it first, for example with base64.`,
    );
  }
}

/** Reads a secret that a program or an editor may have ended with a line break. */
export async function readSecret(path: string): Promise<string> {
  return (await readText(path)).replace(/\r?\n$/, '');
}

async function readFileBytes(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CliError('usage', `${path} can't be read: ${reason}`);
  }
}

function nameOf(path: string): string {
  return path === '-' ? 'The input' : path;
}
