import { parse, type AST } from 'svelte/compiler';
import ts from 'typescript';

/** Size of one function, from its first to its last line. */
export interface FunctionSize {
  name: string;
  lines: number;
}

export interface Syntax {
  /** Lines that hold nothing but a comment. */
  commentLines: number;
  nonBlankLines: number;
  functions: FunctionSize[];
  /** Most parameters of a constructor in the file; 0 without one. */
  constructorParameters: number;
}

/** [start, end) in the text of a file. */
type Range = readonly [number, number];

/** Parses TypeScript or Svelte; the markup and styles of a component count as lines, and their comments as comments. */
export function readSyntax(path: string, text: string): Syntax {
  const { scripts, comments } = path.endsWith('.svelte')
    ? componentParts(text)
    : { scripts: [[0, text.length] as const], comments: [] };
  const functions: FunctionSize[] = [];
  let constructorParameters = 0;
  for (const [start, end] of scripts) {
    const file = ts.createSourceFile(`${path}.ts`, text.slice(start, end), ts.ScriptTarget.Latest, true);
    for (const [from, to] of commentsOf(file)) comments.push([from + start, to + start]);
    forEachNode(file, (node) => {
      if (ts.isConstructorDeclaration(node))
        constructorParameters = Math.max(constructorParameters, node.parameters.length);
      if (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined)
        functions.push({ name: node.name?.getText(file) ?? '(anonymous)', lines: linesOf(node, file) });
    });
  }
  const nonBlankLines = text.split('\n').filter((line) => line.trim() !== '').length;
  return { commentLines: countCommentLines(text, comments), nonBlankLines, functions, constructorParameters };
}

/** Scripts of a Svelte component, and the comments outside of them. */
export function componentParts(text: string): { scripts: Range[]; comments: Range[] } {
  const root = parse(text, { modern: true });
  const scripts: Range[] = [];
  const comments: Range[] = [];
  for (const script of [root.module, root.instance])
    if (script) {
      const { start, end } = offsetOf(script.content);
      scripts.push([start, end]);
    }
  if (root.css) {
    const { start, styles } = root.css.content;
    for (const { index, 0: comment } of styles.matchAll(/\/\*[\s\S]*?\*\//g))
      comments.push([start + index, start + index + comment.length]);
  }
  collectMarkupComments(root.fragment, comments);
  return { scripts, comments };
}

/** Svelte adds offsets to the nodes of the script, which its types leave out. */
function offsetOf(node: object): { start: number; end: number } {
  if ('start' in node && 'end' in node && typeof node.start === 'number' && typeof node.end === 'number')
    return { start: node.start, end: node.end };
  throw new Error('a Svelte script without offsets');
}

function collectMarkupComments(fragment: AST.Fragment, comments: Range[]): void {
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === 'object' && value !== null) {
      if ('type' in value && value.type === 'Comment') {
        const { start, end } = offsetOf(value);
        comments.push([start, end]);
      } else Object.values(value).forEach(visit);
    }
  };
  visit(fragment);
}

/** Comments are trivia before a token, or behind it on its line. */
export function commentsOf(file: ts.SourceFile): Range[] {
  const found = new Map<number, number>();
  const add = (ranges: ts.CommentRange[] | undefined) => {
    for (const { pos, end } of ranges ?? []) found.set(pos, end);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJSDoc(node)) return;
    const children = node.getChildren(file);
    if (children.length === 0) {
      add(ts.getLeadingCommentRanges(file.text, node.pos));
      add(ts.getTrailingCommentRanges(file.text, node.end));
    }
    children.forEach(visit);
  };
  visit(file);
  return [...found];
}

function forEachNode(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => forEachNode(child, visit));
}

function linesOf(node: ts.Node, file: ts.SourceFile): number {
  const first = file.getLineAndCharacterOfPosition(node.getStart(file)).line;
  return file.getLineAndCharacterOfPosition(node.end).line - first + 1;
}

/** Lines that are blank once the comments are taken out, and were not before. */
function countCommentLines(text: string, comments: readonly Range[]): number {
  let code = '';
  let position = 0;
  for (const [start, end] of comments.toSorted(([one], [other]) => one - other)) {
    code += text.slice(position, start) + text.slice(start, end).replaceAll(/[^\n]/g, ' ');
    position = end;
  }
  code += text.slice(position);
  const stripped = code.split('\n');
  return text.split('\n').filter((line, index) => line.trim() !== '' && stripped[index]?.trim() === '')
    .length;
}
