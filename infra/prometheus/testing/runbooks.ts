import { readFileSync, readdirSync } from 'node:fs';

const FOLDER = 'docs/runbooks';
/** Ways to deploy, as the tables of a runbook name them. */
export const DEPLOYMENTS = ['Compose', 'Kubernetes', 'Standalone'] as const;

export type DeploymentName = (typeof DEPLOYMENTS)[number];
type SectionName = 'Impact' | 'Diagnose' | 'Fix';

export interface Runbook {
  name: string;
  text: string;
  sections: Readonly<Record<SectionName, string>>;
}

/** Inline code; commands of the tables escape the vertical bar. */
const CODE = /`([^`\n]+)`/g;

export const runbooks: readonly Runbook[] = readdirSync(FOLDER).map((file) => {
  const text = readFileSync(`${FOLDER}/${file}`, 'utf8');
  const section = (name: SectionName) => text.split(`\n## ${name}\n`)[1]?.split('\n## ')[0] ?? '';
  const sections = { Impact: section('Impact'), Diagnose: section('Diagnose'), Fix: section('Fix') };
  return { name: file.replace('.md', ''), text, sections };
});

/** Row of the table in a section, or an empty text. */
export function rowOf(section: string, deployment: DeploymentName): string {
  const row = section.split('\n').find((line) => line.startsWith(`| ${deployment} `)) ?? '';
  return (/^\| \w+ +\| (.*?) +\|$/.exec(row)?.[1] ?? '').replaceAll('\\|', '|');
}

/** Commands and other code in a text. */
export function codeIn(text: string): string[] {
  return [...text.matchAll(CODE)].map(([, code = '']) => code);
}

/** Content of fenced blocks in a language. */
export function blocksOf(text: string, language: string): string[] {
  const blocks = text.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\\n\`\`\``, 'g'));
  return [...blocks].map(([, block = '']) => block);
}

export const commands = runbooks.flatMap(({ name, text }) =>
  codeIn(text).map((command) => ({ name, command })),
);

export const startingWith = (words: string) => commands.filter(({ command }) => command.startsWith(words));
