export interface Action {
  keyword: 'print' | 'if' | 'with' | 'range' | 'define';
  expression: string;
  body: Node[];
  otherwise: Node[];
}

/** Literal text, or the content of braces. */
export type Node = string | Action;

/** Action in braces; a dash trims the white space beside it. */
const BRACES = /(?:\s*\{\{-|\{\{) (.*?) (?:-\}\}\s*|\}\})/g;
const BLOCK = /^(if|with|range|define) (.+)$/;

/** Parses a template. https://pkg.go.dev/text/template#hdr-Actions */
export function parseTemplate(text: string): Node[] {
  const root: Action = { keyword: 'print', expression: '', body: [], otherwise: [] };
  const open: { action: Action; into: Node[] }[] = [{ action: root, into: root.body }];
  let end = 0;
  for (const match of text.matchAll(BRACES)) {
    const here = open.at(-1);
    if (here === undefined) throw new Error('a block ends that did not begin');
    here.into.push(text.slice(end, match.index));
    end = match.index + match[0].length;
    const content = match[1] ?? '';
    const block = BLOCK.exec(content);
    if (block !== null) {
      const action = actionOf(block[1], block[2] ?? '');
      here.into.push(action);
      open.push({ action, into: action.body });
    } else if (content === 'else') here.into = here.action.otherwise;
    else if (content === 'end') open.pop();
    else here.into.push(actionOf('print', content));
  }
  if (open.length !== 1) throw new Error('a block does not end');
  root.body.push(text.slice(end));
  return root.body;
}

function actionOf(keyword: string | undefined, expression: string): Action {
  const known = (['print', 'if', 'with', 'range', 'define'] as const).find((name) => name === keyword);
  if (known === undefined) throw new Error(`${keyword} is not known`);
  return { keyword: known, expression, body: [], otherwise: [] };
}
