import { readFileSync } from 'node:fs';
import { afterAll, expect } from 'vitest';

export interface Commands {
  /** Runs each command that matches, in order. @throws {Error} if there is none */
  run<Result>(pattern: RegExp, work: (command: string) => Promise<Result>): Promise<Result[]>;
}

/**
 * Commands in the "```sh" blocks of a page, of one section or of all others if given. After the tests of a file, each of
 * them must have been run.
 */
export function useCommands(
  path: string,
  { only, except }: { only?: string; except?: string } = {},
): Commands {
  const sections = readFileSync(path, 'utf8').split(/^## /m);
  const isChosen = (section: string) =>
    only === undefined ? !section.startsWith(`${except}\n`) : section.startsWith(`${only}\n`);
  const commands = commandsIn(sections.filter(isChosen).join('\n'));
  const unrun = new Set(commands);
  afterAll(() => expect([...unrun]).toEqual([]));
  return {
    async run(pattern, work) {
      const matching = commands.filter((command) => pattern.test(command));
      if (matching.length === 0) throw new Error(`${path} has no command like ${pattern.source}`);
      const results = [];
      for (const command of matching) {
        results.push(await work(command));
        unrun.delete(command);
      }
      return results;
    },
  };
}

/** Joins lines that end with a backslash, and leaves comments out. */
function commandsIn(page: string): string[] {
  const blocks = [...page.matchAll(/^[ \t]*(```+|~~~+)sh[ \t]*\n([\s\S]*?)^[ \t]*\1/gm)];
  const lines = blocks.flatMap(([, , block = '']) => block.replaceAll('\\\n', ' ').split('\n'));
  return lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
}
