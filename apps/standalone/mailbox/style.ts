import { DARK, HEADING_FONT, LIGHT, TEXT_FONT, type Palette } from '../../mailer/templates/palette.js';

const variables = ({ desk, sheet, rule, ink, inkSoft, ember, emberText }: Palette) =>
  `--desk: ${desk}; --sheet: ${sheet}; --rule: ${rule}; --ink: ${ink}; --ink-soft: ${inkSoft}; --ember: ${ember}; --ember-text: ${emberText};`;

export const STYLE = `
:root { color-scheme: light dark; ${variables(LIGHT)} }
@media (prefers-color-scheme: dark) { :root { ${variables(DARK)} } }
* { box-sizing: border-box; }
body { margin: 0; padding: 1.1rem 1rem 4rem; background: var(--desk); color: var(--ink); font: 1rem/1.55 ${TEXT_FONT}; }
header, main { max-width: 46rem; margin: 0 auto; }
header a { display: inline-flex; align-items: center; min-height: 2.75rem; color: inherit; font: 500 1.45rem/1 ${HEADING_FONT}; letter-spacing: -0.02em; text-decoration: none; }
header a span { width: 0.42rem; height: 0.42rem; margin: 0.55rem 0 0 0.16rem; border-radius: 50%; background: var(--ember); }
h1 { margin: 2rem 0 0.5rem; font: 500 1.9rem/1.2 ${HEADING_FONT}; letter-spacing: -0.01em; text-wrap: balance; }
p { margin: 0; text-wrap: pretty; }
a { color: var(--ember-text); text-underline-offset: 0.2em; }
a:focus-visible { outline: 2px solid var(--ember-text); outline-offset: 2px; border-radius: 0.25rem; }
.soft, time, li span { color: var(--ink-soft); }
nav { margin-top: 1.5rem; }
nav + h1 { margin-top: 0.75rem; }
nav a { display: inline-flex; align-items: center; min-height: 2.75rem; color: inherit; }
ol, .mail, .none { margin: 1.75rem 0 0; border: 1px solid var(--rule); border-radius: 8px; background: var(--sheet); }
ol { padding: 0; list-style: none; }
li + li { border-top: 1px solid var(--rule); }
li a { display: grid; grid-template-columns: 1fr auto; gap: 0.1rem 1rem; padding: 0.9rem 1.25rem; color: inherit; text-decoration: none; }
li strong { font-weight: 600; }
li a:hover strong { text-decoration: underline; }
li span { grid-column: 1 / -1; overflow-wrap: anywhere; font-size: 0.9rem; }
li time { grid-area: 1 / 2; white-space: nowrap; font-size: 0.9rem; }
.mail, .none { padding: 1.5rem 1.25rem; }
.mail { white-space: pre-wrap; overflow-wrap: anywhere; }
`;
