export interface PageBudget {
  page: string;
  files: number;
  bytes: number;
}

export interface Page {
  name: string;
  html: string;
}

const FILE = /(?:href|src)="(\/_app\/[^"]+)"/g;

/**
 * Returns a text for each page that starts with more files or more bytes than its budget.
 *
 * @param sizeOf transferred bytes of a file of the website
 * @param budgets by page; `*` is for all others
 */
export function findHeavyPages(
  pages: readonly Page[],
  sizeOf: (path: string) => number,
  budgets: readonly PageBudget[],
): string[] {
  return pages.flatMap(({ name, html }) => {
    const budget = budgets.find(({ page }) => page === name) ?? budgets.find(({ page }) => page === '*');
    if (budget === undefined) return [];
    const files = [`/${name}`, ...new Set([...html.matchAll(FILE)].map(([, path = '']) => path))];
    const bytes = files.reduce((sum, path) => sum + sizeOf(path), 0);
    const isHeavy = files.length > budget.files || bytes > budget.bytes;
    return isHeavy
      ? [`${name}: ${files.length} files of ${bytes} bytes (at most ${budget.files} of ${budget.bytes})`]
      : [];
  });
}
