import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { CliError } from '../problems/cli-error.js';

/** Far more than a server accepts: stops at input without an end, such as /dev/zero. */
const MAX_BYTES = 64 * 1_024 * 1_024;
let isInputRead = false;

/** Reads a file, or the standard input for `-`, which has one use. */
export async function readText(path: string): Promise<string> {
  const bytes = path === '-' ? await readInput() : await readFileBytes(path);
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

async function readInput(): Promise<Buffer> {
  if (isInputRead)
    throw new CliError('usage', 'The standard input can be used only once. Name a file for one of both.');
  isInputRead = true;
  return bytesOf(process.stdin, '-');
}

async function readFileBytes(path: string): Promise<Buffer> {
  try {
    return await bytesOf(createReadStream(path), path);
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError('usage', `${path} can't be read: ${reasonOf(error)}`);
  }
}

async function bytesOf(stream: Readable, path: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MAX_BYTES) throw new CliError('usage', `${nameOf(path)} is too long for a note.`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "it doesn't exist.",
  EACCES: "you aren't allowed to read it.",
  EISDIR: 'it is a folder.',
};

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return ('code' in error ? REASONS[String(error.code)] : undefined) ?? error.message;
}

function nameOf(path: string): string {
  return path === '-' ? 'The input' : path;
}
