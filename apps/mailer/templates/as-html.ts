import { escapeHtml } from './escape-html.js';
import { STOP_LABEL, type MailContent } from './mail-content.js';
import { DARK, HEADING_FONT, LIGHT, TEXT_FONT, type Palette } from './palette.js';

const TABLE = 'role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"';

/** Tables and inline styles work in all mail clients; those with a dark mode support the style block. */
export function asHtml(
  { subject, paragraphs, action, closing, stop }: MailContent,
  signature: readonly string[],
): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(subject)}</title>
<style>
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .desk { background: ${DARK.desk} !important; }
  .sheet { background: ${DARK.sheet} !important; border-color: ${DARK.rule} !important; }
  .ink { color: ${DARK.ink} !important; }
  .soft { color: ${DARK.inkSoft} !important; }
  .ember { background: ${DARK.ember} !important; }
  .on-ember { color: ${DARK.onEmber} !important; }
  .address { color: ${DARK.emberText} !important; }
}
@media (max-width: 480px) {
  .sheet-inside { padding: 24px 20px 8px !important; }
}
</style>
</head>
<body class="desk" style="margin:0;padding:0;background:${LIGHT.desk}">
<table ${TABLE} class="desk" style="background:${LIGHT.desk}"><tr><td align="center" style="padding:32px 12px">
<p class="ink" style="margin:0 0 20px;font:500 23px/1 ${HEADING_FONT};letter-spacing:-0.02em;color:${LIGHT.ink}">onasty<span class="address" style="color:${LIGHT.emberText}">.</span></p>
<table ${TABLE} class="sheet" style="max-width:560px;background:${LIGHT.sheet};border:1px solid ${LIGHT.rule};border-radius:8px;border-collapse:separate"><tr><td class="sheet-inside" align="left" style="padding:32px 36px 16px">
<h1 class="ink" style="margin:0 0 20px;font:500 25px/1.25 ${HEADING_FONT};color:${LIGHT.ink}">${escapeHtml(subject)}</h1>
${paragraphs.map((text) => paragraph(text, 'ink', 16)).join('\n')}
${action === undefined ? '' : button(action)}
${closing.map((text) => paragraph(text, 'soft', 14)).join('\n')}
${stop === undefined ? '' : stopLink(stop.pageUrl)}
</td></tr></table>
<p class="soft" style="margin:20px 0 0;font:13px/1.5 ${TEXT_FONT};color:${LIGHT.inkSoft}">${signature.map(escapeHtml).join('<br>')}</p>
</td></tr></table>
</body>
</html>
`;
}

const COLORS: Record<'ink' | 'soft', keyof Palette> = { ink: 'ink', soft: 'inkSoft' };

function paragraph(text: string, kind: keyof typeof COLORS, size: number): string {
  return `<p class="${kind}" style="margin:0 0 16px;font:${size}px/1.55 ${TEXT_FONT};color:${LIGHT[COLORS[kind]]}">${escapeHtml(text)}</p>`;
}

function stopLink(url: string): string {
  return `<p class="soft" style="margin:0 0 16px;font:14px/1.55 ${TEXT_FONT};color:${LIGHT.inkSoft}"><a class="address" href="${escapeHtml(url)}" style="color:${LIGHT.emberText}">${STOP_LABEL}</a></p>`;
}

/** Outlook ignores padding of links, so the cell has it as well. */
function button({ label, url }: { label: string; url: string }): string {
  const address = escapeHtml(url);
  return `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:24px 0 12px"><tr><td class="ember" bgcolor="${LIGHT.ember}" style="background:${LIGHT.ember};border-radius:8px;mso-padding-alt:13px 22px"><a class="on-ember" href="${address}" style="display:inline-block;padding:13px 22px;font:600 16px/1.2 ${TEXT_FONT};text-decoration:none;color:${LIGHT.onEmber}">${escapeHtml(label)}</a></td></tr></table>
<p class="soft" style="margin:0 0 24px;font:12px/1.5 ${TEXT_FONT};color:${LIGHT.inkSoft};word-break:break-all">Or open <a class="address" href="${address}" style="font-size:12px;color:${LIGHT.emberText}">${address}</a></p>`;
}
