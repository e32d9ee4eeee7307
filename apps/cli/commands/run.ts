import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { access, constants, stat } from 'node:fs/promises';
import { constants as system } from 'node:os';
import { delimiter, join } from 'node:path';
import { parseEnv } from 'node:util';
import { Command } from 'commander';
import { linkArgument } from '../notes/link-argument.js';
import { openNote, type ReadOptions } from '../notes/open-note.js';
import { CliError } from '../problems/cli-error.js';
import { passwordFileOption, yesOption } from './shared-options.js';

interface Options extends ReadOptions {
  stdin?: boolean;
}

/** Variables by which the author of a note could load code into the program. */
const LOADS_CODE =
  /^(PATH|IFS|ENV|BASH_ENV|SHELLOPTS|NODE_OPTIONS|LD_.*|DYLD_.*|PYTHON.*|PERL5.*|RUBY(OPT|LIB)|JAVA_TOOL_OPTIONS|GIT_.*)$/;

export function runCommand(): Command {
  return new Command('run')
    .summary('run a program with a note as its environment')
    .description(
      'Run a program with the KEY=VALUE lines of a note as environment variables, or with the note as its standard input. The note is never written to disk. The exit code is that of the program.',
    )
    .argument('<link>', 'link of the note; "-": typed at a prompt, or read from the standard input')
    .argument('<command...>', 'program and its arguments, after --')
    .option('--stdin', 'pass the note as standard input')
    .addOption(passwordFileOption())
    .addOption(yesOption())
    .action(run);
}

async function run(argument: string, [name = '', ...parameters]: string[], options: Options): Promise<void> {
  const program = await findProgram(name);
  const link = await linkArgument(argument);
  const child = await openNote(link, options, ({ text }) =>
    options.stdin === true
      ? startWithInput(program, parameters, text)
      : start(program, parameters, { stdio: 'inherit', env: { ...process.env, ...variablesIn(text) } }),
  );
  process.exitCode = await exitCodeOf(child);
}

/** A note must not burn for a program that does not exist. */
async function findProgram(name: string): Promise<string> {
  const folders =
    name.includes('/') || process.platform === 'win32' ? [] : (process.env['PATH'] ?? '').split(delimiter);
  if (process.platform === 'win32') return name;
  for (const path of folders.length === 0 ? [name] : folders.map((folder) => join(folder, name))) {
    if (await isProgram(path)) return path;
  }
  throw new CliError('usage', `There's no program "${name}". Nothing was opened.`);
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

const again = 'The note is still reserved for this computer: see it with "onasty read" within a minute.';

function variablesIn(text: string): Record<string, string> {
  const entries = Object.entries(parseEnv(text)).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  if (entries.length === 0) throw new CliError('usage', `The note has no KEY=VALUE lines. ${again}`);
  const forbidden = entries.find(([name]) => LOADS_CODE.test(name));
  if (forbidden !== undefined)
    throw new CliError('rejected', `The note sets ${forbidden[0]}, which could load code. ${again}`);
  const broken = entries.find(([, value]) => value.includes('\0'));
  if (broken !== undefined)
    throw new CliError('rejected', `The note sets ${broken[0]} to a value with a NUL character. ${again}`);
  return Object.fromEntries(entries);
}

async function startWithInput(program: string, parameters: string[], text: string): Promise<ChildProcess> {
  const child = await start(program, parameters, { stdio: ['pipe', 'inherit', 'inherit'] });
  // The program may end without reading its input.
  child.stdin?.on('error', () => undefined).end(text);
  return child;
}

/** Ctrl-C reaches the program directly; other signals are passed on, even those that come while it starts. */
async function start(program: string, parameters: string[], options: SpawnOptions): Promise<ChildProcess> {
  let child: ChildProcess | undefined;
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child?.kill(signal));
  try {
    child = spawn(program, parameters, options);
    await once(child, 'spawn');
    return child;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    const hint = code.includes('E2BIG')
      ? 'the note is too long for the environment; use --stdin'
      : 'it failed';
    throw new CliError('usage', `The program can't be started: ${hint}${code}. ${again}`);
  }
}

async function exitCodeOf(child: ChildProcess): Promise<number> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  const signal = child.signalCode;
  return signal === null ? (child.exitCode ?? 0) : 128 + system.signals[signal];
}
