import { escapeHtml } from '../../mailer/templates/escape-html.js';
import type { MailFile } from './mail-files.js';

export const SANDBOX = 'allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation';

const timeOf = (time: Date) => {
  const format = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  });
  return `<time datetime="${time.toISOString()}">${format.format(time)} UTC</time>`;
};

export function listPage(mails: readonly MailFile[]): string {
  const rows = mails.map(
    ({ id, subject, to, sentAt }) =>
      `<li><a href="/mailbox/${id}"><strong>${escapeHtml(subject)}</strong><span>${escapeHtml(to)}</span>${timeOf(sentAt)}</a></li>`,
  );
  const list =
    rows.length === 0
      ? '<p class="none">No emails yet. Sign up, and the confirmation email appears here.</p>'
      : `<ol>${rows.join('')}</ol>`;
  return page(
    'Mailbox',
    `<h1>Mailbox</h1><p class="soft">No email server is set (SMTP_URL), so emails stay on this machine. Only browsers that opened a link from the terminal see this page.</p><div data-newest="${mails[0]?.id ?? ''}">${list}</div>`,
  );
}

export function mailPage({ id, subject, to, sentAt, text, html }: MailFile): string {
  const body = escapeHtml(text.trimEnd()).replace(
    /https?:\/\/[^\s<]+/g,
    (address) => `<a href="${address}">${address}</a>`,
  );
  const frame =
    html === ''
      ? ''
      : `<iframe title="${escapeHtml(subject)}" sandbox="${SANDBOX}" src="/mailbox/${id}/html"></iframe><h2>Plain text</h2>`;
  return page(
    subject,
    `<nav><a href="/mailbox">All emails</a></nav><h1>${escapeHtml(subject)}</h1><p class="soft">To ${escapeHtml(to)}, ${timeOf(sentAt)}</p>${frame}<div class="mail">${body}</div>`,
  );
}

export function framedMail({ html }: MailFile): string {
  return html.replace('<head>', '<head><base target="_top">');
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en" dir="ltr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="robots" content="noindex"><title>${escapeHtml(title)} · Onasty</title><script src="/theme.js"></script><link rel="stylesheet" href="/mailbox/style.css"></head><body><header><a class="wordmark" href="/" aria-label="Onasty, start page">onasty<span aria-hidden="true"></span></a><a href="/sign-in">Sign in</a></header><main>${body}</main><footer><a href="/">Write a note</a><a href="/about">How it works</a></footer><script src="/mailbox/script.js"></script></body></html>`;
}
