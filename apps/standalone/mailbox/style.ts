import { DARK, HEADING_FONT, LIGHT, TEXT_FONT, type Palette } from '../../mailer/templates/palette.js';

const color = (name: keyof Palette) => `light-dark(${LIGHT[name]}, ${DARK[name]})`;

export const STYLE = `
:root { color-scheme: light dark; --desk: ${color('desk')}; --sheet: ${color('sheet')}; --rule: ${color('rule')}; --ink: ${color('ink')}; --ink-soft: ${color('inkSoft')}; --ember: ${color('ember')}; --ember-text: ${color('emberText')}; }
:root[data-theme='light'] { color-scheme: light; }
:root[data-theme='dark'] { color-scheme: dark; }
* { box-sizing: border-box; }
body { margin: 0; padding: 1.1rem 1rem 4rem; background: var(--desk); color: var(--ink); font: 1rem/1.55 ${TEXT_FONT}; }
header, main, footer { max-width: 46rem; margin: 0 auto; }
header { display: flex; justify-content: space-between; align-items: center; }
header a, footer a { display: inline-flex; align-items: center; min-height: 2.75rem; color: inherit; }
.wordmark { display: inline-flex; align-items: center; min-height: 2.75rem; color: inherit; font: 500 1.45rem/1 ${HEADING_FONT}; letter-spacing: -0.02em; text-decoration: none; }
.wordmark span { width: 0.42rem; height: 0.42rem; margin: 0.55rem 0 0 0.16rem; border-radius: 50%; background: var(--ember); }
h1 { margin: 2rem 0 0.5rem; font: 500 1.9rem/1.2 ${HEADING_FONT}; letter-spacing: -0.01em; text-wrap: balance; }
h2 { margin: 2rem 0 0.75rem; font: 500 1.2rem/1.3 ${HEADING_FONT}; }
p { margin: 0; text-wrap: pretty; }
a { color: var(--ember-text); text-underline-offset: 0.2em; }
a:focus-visible { outline: 2px solid var(--ember-text); outline-offset: 2px; border-radius: 0.25rem; }
.soft, time, li span { color: var(--ink-soft); }
nav { margin-top: 1.5rem; }
nav + h1 { margin-top: 0.75rem; }
nav a { display: inline-flex; align-items: center; min-height: 2.75rem; color: inherit; }
ol, iframe, .mail, .none { margin: 1.75rem 0 0; border: 1px solid var(--rule); border-radius: 8px; background: var(--sheet); }
ol { padding: 0; list-style: none; }
li + li { border-top: 1px solid var(--rule); }
li a { display: grid; grid-template-columns: 1fr auto; gap: 0.1rem 1rem; padding: 0.9rem 1.25rem; color: inherit; text-decoration: none; }
li strong { font-weight: 600; }
li a:hover strong { text-decoration: underline; }
li span { grid-column: 1 / -1; overflow-wrap: anywhere; font-size: 0.9rem; }
li time { grid-area: 1 / 2; white-space: nowrap; font-size: 0.9rem; }
.mail, .none { padding: 1.5rem 1.25rem; }
h2 + .mail { margin-top: 0; }
iframe { display: block; width: 100%; height: 34rem; resize: vertical; }
footer { display: flex; gap: 1.2rem; margin-top: 2.5rem; border-top: 1px solid var(--rule); padding-top: 0.6rem; }
.mail { white-space: pre-wrap; overflow-wrap: anywhere; }
`;
