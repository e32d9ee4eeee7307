import { fstatSync, statSync } from 'node:fs';
import { CliError, OutputClosedError } from '../problems/cli-error.js';
import { visibleText } from '../text/visible-text.js';

/** Resolves once the operating system has the text. @throws {OutputClosedError} */
export function writeOutput(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (error) reject(new OutputClosedError(error.message));
      else resolve();
    });
  });
}

export function writeLine(line: string): Promise<void> {
  return writeOutput(`${line}\n`);
}

/** Writes text of another person exactly, except to a terminal. */
export function writeContent(text: string): Promise<void> {
  if (!process.stdout.isTTY) return writeOutput(text);
  const visible = visibleText(text);
  return writeOutput(visible.endsWith('\n') ? visible : `${visible}\n`);
}

export function writeJson(value: unknown): Promise<void> {
  return writeLine(JSON.stringify(value));
}

/** Notes for people, which never mix with the output. */
export function notify(message: string): void {
  process.stderr.write(`${message}\n`);
}

/** Node opens /dev/null in place of a closed output, which would swallow a note or its only link. */
export function requireOutput(): void {
  const output = fstatSync(1);
  if (process.platform === 'win32' || !output.isCharacterDevice()) return;
  if (output.rdev === statSync('/dev/null').rdev)
    throw new CliError(
      'usage',
      'The output is closed or /dev/null, so the result would be lost. Nothing was done.',
    );
}
