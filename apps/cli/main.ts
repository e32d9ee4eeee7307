#!/usr/bin/env node
import { CommanderError } from 'commander';
import { CancelledError, EXIT, OutputClosedError } from './problems/cli-error.js';
import { problemOf } from './problems/problem-of.js';
import { createProgram } from './program.js';
import { visibleText } from './text/visible-text.js';

/** Set by the bundler. */
declare const ONASTY_VERSION: string | undefined;

const CANCELLED = 130;
const OUTPUT_CLOSED = 141;
const MISTAKE = 70;

void main();

async function main(): Promise<void> {
  // Each write reports its own failure.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  try {
    const version = typeof ONASTY_VERSION === 'string' ? ONASTY_VERSION : 'development';
    await createProgram(version, wantsJson()).parseAsync();
  } catch (error) {
    process.exitCode = report(error);
  }
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return reportUsage(error);
  if (error instanceof OutputClosedError) return OUTPUT_CLOSED;
  if (error instanceof CancelledError) {
    process.stderr.write('\nCancelled.\n');
    return CANCELLED;
  }
  const problem = problemOf(error);
  if (problem === null) {
    process.stderr.write(
      `onasty: unexpected error: ${error instanceof Error ? error.stack : String(error)}\n`,
    );
    return MISTAKE;
  }
  const { cause, code, message } = problem;
  const text = wantsJson() ? JSON.stringify({ code, message }) : `onasty: ${visibleText(message)}`;
  process.stderr.write(`${text}\n`);
  return EXIT[cause];
}

/** Commander has printed its own text, which `createProgram` suppresses for JSON. */
function reportUsage({ exitCode, message }: CommanderError): number {
  if (exitCode === 0) return 0;
  if (wantsJson())
    process.stderr.write(
      `${JSON.stringify({ code: 'cli.usage', message: message.replace(/^error: /, '') })}\n`,
    );
  return EXIT.usage;
}

function wantsJson(): boolean {
  const end = process.argv.indexOf('--');
  return process.argv.slice(2, end === -1 ? undefined : end).includes('--json');
}
