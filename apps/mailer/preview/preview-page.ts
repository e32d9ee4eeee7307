import type { RenderedMail } from '../templates/index.js';
import { escapeHtml } from '../templates/escape-html.js';
import { DARK, HEADING_FONT, LIGHT, TEXT_FONT, type Palette } from '../templates/palette.js';

export interface PreviewedMail extends RenderedMail {
  template: string;
}

const variables = ({ desk, sheet, rule, ink, inkSoft }: Palette) =>
  `--desk:${desk};--sheet:${sheet};--rule:${rule};--ink:${ink};--ink-soft:${inkSoft}`;

const STYLE = `
:root { color-scheme: light dark; ${variables(LIGHT)} }
@media (prefers-color-scheme: dark) { :root { ${variables(DARK)} } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 90rem; padding: 2rem 1.5rem 4rem; background: var(--desk); color: var(--ink); font: 1rem/1.55 ${TEXT_FONT}; }
h1, h2 { margin: 0; font: 500 1.3rem/1.3 ${HEADING_FONT}; }
h1 { font-size: 2rem; }
a { color: inherit; }
section { margin-top: 3.5rem; }
code, pre, figcaption, .soft { color: var(--ink-soft); font-size: 0.875rem; }
.forms { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: 1.25rem; align-items: start; margin-top: 1rem; }
figure { margin: 0; min-width: 0; }
figcaption { margin-bottom: 0.4rem; }
iframe, pre { display: block; width: 100%; margin: 0; border: 1px solid var(--rule); border-radius: 8px; background: var(--sheet); }
iframe { height: 1px; }
pre { padding: 1.25rem; color: var(--ink); white-space: pre-wrap; overflow-wrap: anywhere; font-family: ui-monospace, 'Liberation Mono', monospace; }
`;

export function previewPage(mails: readonly PreviewedMail[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mails of Onasty</title>
<style>${STYLE}</style>
</head>
<body>
<h1>Mails of Onasty</h1>
<p class="soft">Reload the page after editing a template.</p>
${mails.map(section).join('\n')}
</body>
</html>
`;
}

function section({ template, subject, html, text }: PreviewedMail, index: number): string {
  return `<section id="mail-${index + 1}">
<h2>${escapeHtml(subject)}</h2>
<code>${escapeHtml(template)}</code>
<div class="forms">
${frame('light', html)}
${frame('dark', html)}
<figure><figcaption>plain text</figcaption><pre>${escapeHtml(text)}</pre></figure>
</div>
</section>`;
}

function frame(scheme: 'light' | 'dark', html: string): string {
  const fit = "this.style.height = this.contentDocument.documentElement.scrollHeight + 2 + 'px'";
  const mail = escapeHtml(withColorScheme(scheme, html));
  return `<figure><figcaption>${scheme}</figcaption><iframe title="${scheme}" style="color-scheme: ${scheme}" sandbox="allow-same-origin" onload="${fit}" srcdoc="${mail}"></iframe></figure>`;
}

function withColorScheme(scheme: 'light' | 'dark', html: string): string {
  return html
    .replaceAll('(prefers-color-scheme: dark)', scheme === 'dark' ? 'all' : 'not all')
    .replaceAll('light dark', scheme);
}
