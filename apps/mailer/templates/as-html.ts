import type { Letter } from './letter.js';

const FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,sans-serif";

/**
 * One column that mail programs understand: styles on the elements, nothing to load. The dark colours stand in a style
 * block, which those that know dark also know.
 */
export function asHtml({ subject, paragraphs, action, closing }: Letter): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escaped(subject)}</title>
<style>
@media (prefers-color-scheme: dark) {
  .page { background: #1d1a17 !important; }
  .sheet { background: #282420 !important; border-color: #453e37 !important; }
  .ink { color: #efe7db !important; }
  .quiet { color: #b9ada0 !important; }
  .press { background: #f0703c !important; color: #1d1a17 !important; }
  .address { color: #f79a70 !important; }
}
</style>
</head>
<body class="page" style="margin:0;padding:0;background:#f4eee4">
<div class="page" style="padding:32px 16px;background:#f4eee4">
<div class="sheet" style="max-width:560px;margin:0 auto;padding:32px;background:#fdfaf4;border:1px solid #ddd2c2;border-radius:4px">
<h1 class="ink" style="margin:0 0 20px;${FONT};font-size:22px;line-height:1.3;font-weight:600;color:#2a241e">${escaped(subject)}</h1>
${paragraphs.map((text) => paragraph(text, 'ink', 16, '#2a241e')).join('\n')}
${action === undefined ? '' : pressed(action)}
${closing.map((text) => paragraph(text, 'quiet', 14, '#675d52')).join('\n')}
</div>
<p class="quiet" style="max-width:560px;margin:16px auto 0;${FONT};font-size:13px;line-height:1.5;color:#675d52">Onasty: share a secret once</p>
</div>
</body>
</html>
`;
}

function paragraph(text: string, kind: string, size: number, color: string): string {
  return `<p class="${kind}" style="margin:0 0 16px;${FONT};font-size:${size}px;line-height:1.55;color:${color}">${escaped(text)}</p>`;
}

function pressed({ label, url }: { label: string; url: string }): string {
  const address = escaped(url);
  return `<p style="margin:24px 0 12px"><a class="press" href="${address}" style="display:inline-block;padding:12px 20px;${FONT};font-size:16px;font-weight:600;text-decoration:none;color:#ffffff;background:#b8431a;border-radius:4px">${escaped(label)}</a></p>
<p class="quiet" style="margin:0 0 24px;${FONT};font-size:13px;line-height:1.5;color:#675d52;word-break:break-all">or open <a class="address" href="${address}" style="color:#9c3815">${address}</a></p>`;
}

const ENTITIES = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES.get(character) ?? '');
}
