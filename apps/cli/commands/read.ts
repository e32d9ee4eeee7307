import { rmSync } from 'node:fs';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { Command } from 'commander';
import type { OpenedText } from '#libs/api-client';
import { linkArgument } from '../notes/link-argument.js';
import { AGAIN, openNote, type ReadOptions } from '../notes/open-note.js';
import { CliError, OutputClosedError } from '../problems/cli-error.js';
import { onInterrupt } from '../terminal/interrupts.js';
import { notify, requireOutput, writeContent, writeOutput } from '../terminal/output.js';
import { jsonOption, passwordFileOption, yesOption } from './shared-options.js';

interface Options extends ReadOptions {
  output?: string;
  json?: boolean;
}

export function readCommand(): Command {
  return new Command('read')
    .summary('read a note')
    .description(
      'Print the text of a note alone. A note can be read once, so you confirm it before it burns. If the connection breaks, the same command gets the note again within a minute.',
    )
    .argument('[link]', 'link of the note; "-" or none: typed at a prompt, or read from the standard input')
    .option('-o, --output <file>', 'write the text to a new file that only you can read')
    .addOption(passwordFileOption())
    .addOption(yesOption())
    .addOption(jsonOption('print text and times as JSON'))
    .action(read);
}

async function read(argument: string | undefined, options: Options): Promise<void> {
  const { output } = options;
  if (output === undefined) requireOutput();
  const link = await linkArgument(argument);
  if (output === undefined) await openNote(link, options, (note) => print(note, options));
  else await readToFile(link, output, options);
}

async function print(note: OpenedText, { json }: Options): Promise<void> {
  try {
    await (json === true ? writeOutput(jsonOf(note)) : writeContent(note.text));
  } catch (error) {
    if (error instanceof OutputClosedError) notify(`The text couldn't be written to the output. ${AGAIN}`);
    throw error;
  }
}

function jsonOf({ text, sealed, reusable, createdAt, expiresAt }: OpenedText): string {
  return `${JSON.stringify({ text, sealed, reusable, created_at: createdAt, expires_at: expiresAt })}\n`;
}

/** Creates the file first: a note must not burn for a file that cannot be written. */
async function readToFile(link: string, path: string, options: Options): Promise<void> {
  const file = await createFile(path);
  const undo = onInterrupt(() => rmSync(path, { force: true }));
  try {
    await openNote(link, options, async (note) => {
      await file.writeFile(options.json === true ? jsonOf(note) : note.text);
      await file.sync();
    });
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    undo();
    await file.close();
  }
}

async function createFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx', 0o600);
  } catch (error) {
    const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    const reason = exists ? 'exists already' : "can't be created";
    throw new CliError('usage', `${path} ${reason}. Nothing was opened.`);
  }
}
