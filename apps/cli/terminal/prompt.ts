import { openSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { ReadStream } from 'node:tty';
import { CancelledError, CliError } from '../problems/cli-error.js';

const silent = () => new Writable({ write: (_chunk, _encoding, done) => done() });

/** Returns null without a terminal. The standard input may be a pipe. */
function openTerminal(): ReadStream | null {
  if (!process.stderr.isTTY) return null;
  if (process.platform === 'win32') return process.stdin.isTTY ? process.stdin : null;
  try {
    return new ReadStream(openSync('/dev/tty', 'r'));
  } catch {
    return null;
  }
}

export function isInteractive(): boolean {
  const terminal = openTerminal();
  terminal?.destroy();
  return terminal !== null;
}

/** @throws {CancelledError} on Ctrl-C and Ctrl-D @throws {CliError} without a terminal */
export function prompt(question: string, withoutTerminal: string): Promise<string> {
  return promptOn(question, false, withoutTerminal);
}

/** Like `prompt`, without showing the reply. */
export function promptHidden(question: string, withoutTerminal: string): Promise<string> {
  return promptOn(question, true, withoutTerminal);
}

export async function confirm(question: string): Promise<boolean> {
  const reply = await prompt(`${question} [y/N] `, 'Add --yes to do it without a question.');
  return /^y(es)?$/i.test(reply.trim());
}

async function promptOn(question: string, hidden: boolean, withoutTerminal: string): Promise<string> {
  const input = openTerminal();
  if (input === null) throw new CliError('usage', withoutTerminal);
  const output = hidden ? silent() : process.stderr;
  const lines = createInterface({ input, output, terminal: true, historySize: 0 });
  // Now that the terminal no longer echoes.
  if (hidden) process.stderr.write(question);
  try {
    return await new Promise<string>((resolve, reject) => {
      const cancel = () => reject(new CancelledError());
      lines.once('SIGINT', cancel).once('close', cancel);
      lines.question(hidden ? '' : question, resolve);
    });
  } finally {
    lines.close();
    input.destroy();
    if (hidden) process.stderr.write('\n');
  }
}
