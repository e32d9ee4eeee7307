import { readText } from '../terminal/input.js';
import { promptHidden } from '../terminal/prompt.js';

/** A link on the command line stays in its history, so it may also come from a question or the standard input. */
export async function linkArgument(argument: string | undefined): Promise<string> {
  if (argument !== undefined && argument !== '-') return argument;
  if (!process.stdin.isTTY) return (await readText('-')).trim();
  return promptHidden('Link: ', 'Give the link of the note.');
}
