#!/usr/bin/env node
import { CommanderError } from 'commander';
import { CancelledError, EXIT, OutputClosedError } from './problems/cli-error.js';
import { problemOf } from './problems/problem-of.js';
import { createProgram } from './program.js';

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
    await createProgram(version).parseAsync();
  } catch (error) {
    process.exitCode = report(error);
  }
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT.usage;
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
  process.stderr.write(`${wantsJson() ? JSON.stringify({ code, message }) : `onasty: ${message}`}\n`);
  return EXIT[cause];
}

function wantsJson(): boolean {
  const end = process.argv.indexOf('--');
  return process.argv.slice(2, end === -1 ? undefined : end).includes('--json');
}
