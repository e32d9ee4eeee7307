/** Attributes of an element that shows or takes a secret: no service of the browser or of an extension may send or rewrite it. */
export const UNASSISTED = {
  autocomplete: 'off',
  autocorrect: 'off',
  autocapitalize: 'off',
  spellcheck: 'false',
  translate: 'no',
  'data-gramm': 'false',
  'data-gramm_editor': 'false',
  'data-enable-grammarly': 'false',
} as const;
