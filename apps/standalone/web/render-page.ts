/** Settings that the pages show from their first paint on. */
export interface PageSettings {
  readOnly: boolean;
}

/** Writes the settings into a built page, where its styles and scripts find them. */
export function renderPage(html: string, { readOnly }: PageSettings): string {
  return readOnly ? html.replace('<html', '<html data-read-only') : html;
}
