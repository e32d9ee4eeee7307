/** Renders a table with its first row as the head and right-aligned figures in all columns but the first. */
export function tableOf([head = [], ...rows]: readonly (readonly string[])[]): string {
  const rule = head.map((_cell, index) => (index === 0 ? '---' : '---:'));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/**
 * Returns the page with this text between `<!-- name -->` and `<!-- /name -->`.
 *
 * @throws {Error} if the page has no such markers
 */
export function withPart(page: string, name: string, text: string): string {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`the page has no part between ${begin} and ${end}`);
  return `${page.slice(0, from + begin.length)}\n\n${text}\n\n${page.slice(to)}`;
}

/** Formats a number with its significant digits: 12,300 or 0.43. */
export function figure(value: number): string {
  return value.toLocaleString('en-GB', { maximumSignificantDigits: value >= 100 ? 3 : 2 });
}
