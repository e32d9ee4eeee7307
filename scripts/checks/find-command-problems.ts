/** Facts that commands in Markdown are compared with. */
export interface Repository {
  npmScripts: ReadonlySet<string>;
  /** Paths of files and folders. */
  paths: ReadonlySet<string>;
  /** Texts of all specs. */
  specs: readonly string[];
}

interface Block {
  line: number;
  language: string;
  mark: string;
  text: string;
}

/** Fence of backticks or tildes, also in a list. */
const BLOCK = /^[ \t]*(```+|~~~+)[ \t]*([\w-]*)[ \t]*(.*)\n([\s\S]*?)^[ \t]*\1[ \t]*$/gm;
const SHELLS = new Set(['bash', 'shell', 'zsh', 'console', 'terminal', 'shellsession', 'sh-session']);
/** Start of a line that is a command, whatever its block is called. */
const COMMAND = /^[ \t]*(\$ |(npm|npx|node|docker|kubectl|helm|curl|git|psql|sudo|openssl) )/m;
const NPM_RUN = /\bnpm (?:run ([\w:]+)|(start|test)\b)/g;
/** Files that a command runs. */
const RUN_PATH = /\bnpx (?:tsx|vitest run)(?: --project \w+)? (\w[\w.-]*\/[\w./-]+)/g;

/**
 * Finds shell commands in Markdown that no test can keep right. Each command of a block that starts with "```sh" is run by
 * the spec that calls `useCommands` for the file, which fails otherwise; "```sh example" marks a block that is not run.
 * npm scripts and paths must exist in both, and in the text.
 */
export function findCommandProblems(path: string, text: string, repository: Repository): string[] {
  const problems = blocksIn(text).flatMap((block) => {
    const problem = problemOf(block, path, repository);
    return problem === null ? [] : [`${path}:${block.line} ${problem}`];
  });
  return [...problems, ...missingNames(path, text, repository)];
}

function problemOf({ language, mark, text }: Block, path: string, { specs }: Repository): string | null {
  if (SHELLS.has(language)) return `write "sh" instead of "${language}"`;
  if (language === '' || language === 'text') {
    return COMMAND.test(text) ? 'a block with commands starts with "sh"' : null;
  }
  if (language !== 'sh' || mark === 'example') return null;
  if (mark !== '') return `unknown mark "${mark}": only "example" is one`;
  const isRun = specs.some((spec) => spec.includes(`useCommands('${path}'`));
  return isRun ? null : 'no spec runs these commands: call useCommands in one, or mark them as "sh example"';
}

function missingNames(path: string, text: string, { npmScripts, paths }: Repository): string[] {
  const scripts = [...text.matchAll(NPM_RUN)].flatMap(({ index, 1: named, 2: short }) => {
    const script = named ?? short ?? '';
    return npmScripts.has(script)
      ? []
      : [`${path}:${lineAt(text, index)} there is no npm script "${script}"`];
  });
  const files = [...text.matchAll(RUN_PATH)].flatMap(({ index, 1: file = '' }) =>
    paths.has(file) ? [] : [`${path}:${lineAt(text, index)} there is no file ${file}`],
  );
  return [...scripts, ...files];
}

function blocksIn(text: string): Block[] {
  return [...text.matchAll(BLOCK)].map(({ index, 2: language = '', 3: mark = '', 4: content = '' }) => ({
    line: lineAt(text, index),
    language: language.toLowerCase(),
    mark: mark.trim(),
    text: content,
  }));
}

const lineAt = (text: string, index: number) => text.slice(0, index).split('\n').length;
