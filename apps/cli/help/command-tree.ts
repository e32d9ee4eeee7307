import type { Command } from 'commander';

export interface CommandHelp {
  name: string;
  usage: string;
  summary: string;
  description: string;
  arguments: { name: string; description: string }[];
  options: { flags: readonly string[]; parameter: string; description: string }[];
}

/** Everything that help pages and completions say about the commands. */
export function commandsOf(program: Command): CommandHelp[] {
  return program.commands.map((command) => ({
    name: command.name(),
    usage: command.usage(),
    summary: command.summary(),
    description: command.description(),
    arguments: command.registeredArguments.map((argument) => ({
      name: argument.name(),
      description: argument.description,
    })),
    options: command.options.map(({ short, long, flags, description }) => ({
      flags: [short, long].filter((flag) => flag !== undefined),
      parameter: / (<[^>]+>)$/.exec(flags)?.[1] ?? '',
      description,
    })),
  }));
}
