import ts from 'typescript';
import { commentsOf, componentParts } from '../stats/syntax.js';

/** Text for people in a file. Markup of comments and code within is blanked, so that offsets are those of the file. */
export interface Prose {
  start: number;
  text: string;
  /** Set for doc comments, metric help and descriptions, whose first word is checked. */
  isDescription: boolean;
}

const TITLES = new Set(['it', 'test', 'describe']);
const DESCRIPTIONS = new Set(['help', 'description', 'summary']);
/** Texts of pages and mails have their own reviewers; their comments and test titles are ours. */
const UI_TEXTS = /^(e2e\/browser|apps\/mailer\/templates)\//;
/** At least three words make a sentence for people. */
const SENTENCE = /\S\s+\S+\s+\S/;
const ERROR_CODE = /^[a-z]+\.[a-z_]+$/;
const SQL = /\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE|ALTER|WITH)\b/;

export function proseOf(path: string, text: string): Prose[] {
  if (path.endsWith('.md')) return [{ start: 0, text: blankMarkdown(text), isDescription: false }];
  if (path.endsWith('.svelte')) {
    const { scripts, comments } = componentParts(text);
    return [
      ...comments.map(([start, end]) => comment(text, start, end)),
      ...scripts.flatMap(([start, end]) => proseOfScript(path, text.slice(start, end), start)),
    ];
  }
  if (/\.(ts|mjs|cjs|js)$/.test(path)) return proseOfScript(path, text, 0);
  return [
    {
      start: 0,
      text: path.startsWith('infra/prometheus/') ? text : hashComments(text),
      isDescription: false,
    },
  ];
}

function proseOfScript(path: string, text: string, offset: number): Prose[] {
  const file = ts.createSourceFile(`${path}.ts`, text, ts.ScriptTarget.Latest, true);
  const strings: Prose[] = [];
  const visit = (node: ts.Node): void => {
    const range = stringIn(node, file);
    if (range !== null && isForPeople(path, node, text.slice(...range)))
      strings.push({
        start: range[0] + offset,
        text: blankCode(text.slice(...range)),
        isDescription: isDescription(node),
      });
    ts.forEachChild(node, visit);
  };
  visit(file);
  const comments = commentsOf(file).map(([start, end]) => comment(text, start, end));
  return [...merge(text, comments).map((prose) => ({ ...prose, start: prose.start + offset })), ...strings];
}

/** Content of a literal, or of the whole template with its expressions. */
function stringIn(node: ts.Node, file: ts.SourceFile): readonly [number, number] | null {
  if (ts.isImportDeclaration(node.parent ?? node)) return null;
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateExpression(node))
    return [node.getStart(file) + 1, node.end - 1];
  return null;
}

function isForPeople(path: string, node: ts.Node, content: string): boolean {
  if (isTitle(node)) return true;
  if (UI_TEXTS.test(path) || path.endsWith('.spec.ts') || isContractMessage(node)) return false;
  return isDescription(node) || (SENTENCE.test(content) && !SQL.test(content));
}

/** Messages of API errors belong to the contract, which outlives their wording: `super('note.no_room', '…')`. */
function isContractMessage({ parent }: ts.Node): boolean {
  if (ts.isNewExpression(parent) && ts.isIdentifier(parent.expression))
    return parent.expression.text === 'WeakPasswordError';
  if (!ts.isCallExpression(parent) || parent.expression.kind !== ts.SyntaxKind.SuperKeyword) return false;
  const [code] = parent.arguments;
  return code !== undefined && ts.isStringLiteral(code) && ERROR_CODE.test(code.text);
}

function isTitle({ parent }: ts.Node): boolean {
  if (!ts.isCallExpression(parent)) return false;
  let callee: ts.Expression = parent.expression;
  while (ts.isPropertyAccessExpression(callee) || ts.isCallExpression(callee)) callee = callee.expression;
  return ts.isIdentifier(callee) && TITLES.has(callee.text);
}

function isDescription({ parent }: ts.Node): boolean {
  return (
    ts.isPropertyAssignment(parent) && ts.isIdentifier(parent.name) && DESCRIPTIONS.has(parent.name.text)
  );
}

function comment(text: string, start: number, end: number): Prose {
  const raw = text.slice(start, end);
  const plain = raw.replaceAll(/^\/\*\*?|\*\/$|^\/\/|^<!--|-->$|(?<=\n)\s*\*/g, blank);
  return { start, text: blankCode(plain), isDescription: raw.startsWith('/**') };
}

/** Joins comments of adjacent lines, so that a phrase may break over them. */
function merge(text: string, comments: readonly Prose[]): Prose[] {
  const merged: Prose[] = [];
  for (const next of comments.toSorted((one, other) => one.start - other.start)) {
    const last = merged.at(-1);
    const end = last === undefined ? 0 : last.start + last.text.length;
    const between = text.slice(end, next.start);
    if (last !== undefined && !next.isDescription && /^\n[ \t]*$/.test(between))
      last.text += between + next.text;
    else merged.push({ ...next });
  }
  return merged;
}

/** YAML, shell, Caddyfile, Dockerfile and the like. */
function hashComments(text: string): string {
  return text
    .split('\n')
    .map((line) => (/^\s*(#|--|\/\/)/.test(line) ? line : blank(line)))
    .join('\n');
}

function blankMarkdown(text: string): string {
  return blankCode(text.replaceAll(/^(```|~~~)[\s\S]*?^\1.*$/gm, blank).replaceAll(/\]\([^)\s]*\)/g, blank));
}

const blankCode = (text: string) =>
  text.replaceAll(/`[^`]*`|https?:\/\/\S+|\$\{[^}]*\}/g, (code) => code.replaceAll(/[^\n]/g, '·'));

const blank = (text: string) => text.replaceAll(/[^\n]/g, ' ');
