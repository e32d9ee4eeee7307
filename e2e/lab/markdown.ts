/** A table with its first row as the head; all columns but the first are figures. */
export function tableOf([head = [], ...rows]: readonly (readonly string[])[]): string {
  const rule = head.map((_cell, index) => (index === 0 ? '---' : '---:'));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/**
 * A page whose part between `<!-- name -->` and `<!-- /name -->` is this text.
 *
 * @throws {Error} when the page has no such part
 */
export function withPart(page: string, name: string, text: string): string {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`the page has no part between ${begin} and ${end}`);
  return `${page.slice(0, from + begin.length)}\n\n${text}\n\n${page.slice(to)}`;
}

/** With so many digits as are worth it: 12,300 or 0.43. */
export function figure(value: number): string {
  return value.toLocaleString('en-GB', { maximumSignificantDigits: value >= 100 ? 3 : 2 });
}
