import type { MailFile } from './mail-files.js';

const ENTITIES = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);
const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => ENTITIES.get(character) ?? '');
const timeOf = (time: Date) =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' }).format(time);

export function listPage(mails: readonly MailFile[]): string {
  const rows = mails.map(
    ({ id, subject, to, sentAt }) =>
      `<li><a href="/mailbox/${id}"><strong>${escaped(subject)}</strong><span>${escaped(to)}</span><time datetime="${sentAt.toISOString()}">${timeOf(sentAt)}</time></a></li>`,
  );
  const list =
    rows.length === 0
      ? '<p>No mail yet. Sign up, and the mail that confirms your address appears here.</p>'
      : `<ol>${rows.join('')}</ol>`;
  return page(
    'Mailbox',
    `<h1>Mailbox</h1><p class="quiet">No mail server is set (SMTP_URL), so mails stay on this machine. Only this machine sees this page.</p>${list}`,
  );
}

/** The text of the mail, with its addresses to press. */
export function mailPage({ subject, to, sentAt, text }: MailFile): string {
  const body = escaped(text).replace(
    /https?:\/\/[^\s<]+/g,
    (address) => `<a href="${address}">${address}</a>`,
  );
  return page(
    subject,
    `<nav><a href="/mailbox">All mails</a></nav><h1>${escaped(subject)}</h1><p class="quiet">To ${escaped(to)}, ${timeOf(sentAt)}</p><div class="mail">${body}</div>`,
  );
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="robots" content="noindex"><title>${escaped(title)} · Onasty</title><link rel="stylesheet" href="/mailbox/style.css"></head><body><header><a href="/">Onasty</a></header><main>${body}</main></body></html>`;
}

export const STYLE = `
:root { color-scheme: light dark; --paper: #f4eee4; --sheet: #fdfaf4; --ink: #2a241e; --quiet: #675d52; --line: #ddd2c2; --ember: #9c3815; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #1d1a17; --sheet: #282420; --ink: #efe7db; --quiet: #b9ada0; --line: #453e37; --ember: #f79a70; }
}
* { box-sizing: border-box; }
body { margin: 0; padding: 1.5rem 1rem 4rem; background: var(--paper); color: var(--ink); font: 1rem/1.55 system-ui, sans-serif; }
header, main { max-width: 40rem; margin: 0 auto; }
header a { color: var(--ink); font-weight: 600; text-decoration: none; }
h1 { margin: 2rem 0 0.5rem; font-size: 1.5rem; line-height: 1.3; }
a { color: var(--ember); }
a:focus-visible { outline: 2px solid var(--ember); outline-offset: 3px; }
.quiet, time, li span { color: var(--quiet); }
nav { margin-top: 2rem; }
nav + h1 { margin-top: 1rem; }
nav a { display: inline-block; padding: 0.6rem 0; }
ol { list-style: none; margin: 1.5rem 0; padding: 0; border: 1px solid var(--line); border-radius: 4px; background: var(--sheet); }
li + li { border-top: 1px solid var(--line); }
li a { display: grid; grid-template-columns: 1fr auto; gap: 0.1rem 1rem; padding: 0.9rem 1.1rem; color: var(--ink); text-decoration: none; overflow-wrap: anywhere; }
li a:hover strong { text-decoration: underline; }
li time { grid-row: 1; grid-column: 2; white-space: nowrap; font-size: 0.9rem; }
li span { font-size: 0.9rem; }
.mail { margin-top: 1.5rem; padding: 1.5rem; border: 1px solid var(--line); border-radius: 4px; background: var(--sheet); white-space: pre-wrap; overflow-wrap: anywhere; }
`;
