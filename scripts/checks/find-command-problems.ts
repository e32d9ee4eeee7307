/** Facts that commands in Markdown are compared with. */
export interface Repository {
  npmScripts: ReadonlySet<string>;
  /** Texts of all specs. */
  specs: readonly string[];
}

const BLOCK = /^```(sh|bash|console)\b[ \t]*(.*)\n([\s\S]*?)^```/gm;
const NPM_RUN = /\bnpm (?:run ([\w:]+)|(start|test)\b)/g;

/**
 * Finds shell commands in Markdown that no test can keep right. A block that starts with "```sh" is run by a spec, which
 * reads it from the file; "```sh example" marks one that is not. npm scripts must exist in both, and in the text.
 */
export function findCommandProblems(path: string, text: string, { npmScripts, specs }: Repository): string[] {
  const at = (index: number) => `${path}:${text.slice(0, index).split('\n').length}`;
  const blocks = [...text.matchAll(BLOCK)].flatMap(({ index, 1: language, 2: mark }) => {
    if (language !== 'sh') return [`${at(index)} write "sh" instead of "${language}"`];
    if (mark === 'example') return [];
    if (mark !== '') return [`${at(index)} unknown mark "${mark}": only "example" is one`];
    const isTested = specs.some((spec) => spec.includes(`'${path}'`));
    return isTested
      ? []
      : [`${at(index)} no spec reads this file: test the commands, or mark them as "sh example"`];
  });
  const scripts = [...text.matchAll(NPM_RUN)].flatMap(({ index, 1: named, 2: short }) => {
    const script = named ?? short ?? '';
    return npmScripts.has(script) ? [] : [`${at(index)} there is no npm script "${script}"`];
  });
  return [...blocks, ...scripts];
}
