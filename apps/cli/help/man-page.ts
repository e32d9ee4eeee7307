import type { Command } from 'commander';
import { commandsOf, type CommandHelp } from './command-tree.js';
import { EXIT_CODES } from './exit-codes.js';

const FILES = [
  ['$XDG_CONFIG_HOME/onasty/credentials.json', 'Servers that you are signed in to (mode 0600).'],
  ['$XDG_STATE_HOME/onasty/receipts', 'Receipts of sent notes, by which they can be checked and deleted.'],
  ['$XDG_STATE_HOME/onasty/pending-reads', 'Keys of reads that were interrupted.'],
] as const;

/** Manual page in the format of man(7). */
export function manPage(program: Command, version: string): string {
  return [
    `.TH ONASTY 1 "" "onasty ${version}" "User commands"`,
    '.SH NAME',
    `onasty ${String.raw`\-`} ${escaped(program.description())}`,
    '.SH SYNOPSIS',
    ...commandsOf(program).flatMap(({ name, usage }) => [`.B onasty ${name}`, escaped(usage), '.br']),
    '.SH DESCRIPTION',
    'Notes are sealed on this computer before they are sent.',
    'The key is the part of the link after #, which the server never gets.',
    'A link that is left out is read from the standard input or typed at a prompt, so that it need not stand in the history of the shell.',
    '.SH COMMANDS',
    ...commandsOf(program).flatMap(commandSection),
    '.SH EXIT STATUS',
    ...EXIT_CODES.flatMap(([code, meaning]) => entry(code, meaning)),
    '.PP',
    'The exit status of onasty run is that of the program.',
    '.SH ENVIRONMENT',
    ...entry('ONASTY_SERVER', 'Address of the server, unless --server names another.'),
    '.SH FILES',
    ...FILES.flatMap(([path, meaning]) => entry(path, meaning)),
    '',
  ].join('\n');
}

function commandSection({ name, usage, description, arguments: positional, options }: CommandHelp): string[] {
  return [
    `.SS onasty ${name} ${escaped(usage)}`,
    escaped(description),
    ...positional.flatMap((argument) => entry(argument.name, argument.description)),
    ...options.flatMap(({ flags, parameter, description: text }) =>
      entry(`${flags.join(', ')} ${parameter}`.trimEnd(), text),
    ),
  ];
}

function entry(term: string, text: string): string[] {
  return ['.TP', `.B ${escaped(term)}`, escaped(text)];
}

function escaped(text: string): string {
  return text
    .replaceAll('\\', String.raw`\e`)
    .replaceAll('-', String.raw`\-`)
    .replace(/^([.'])/, String.raw`\&$1`);
}
