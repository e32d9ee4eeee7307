import { escapeHtml } from '../../mailer/templates/escape-html.js';
import type { MailFile } from './mail-files.js';

const timeOf = (time: Date) =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' }).format(time);

export function listPage(mails: readonly MailFile[]): string {
  const rows = mails.map(
    ({ id, subject, to, sentAt }) =>
      `<li><a href="/mailbox/${id}"><strong>${escapeHtml(subject)}</strong><span>${escapeHtml(to)}</span><time datetime="${sentAt.toISOString()}">${timeOf(sentAt)}</time></a></li>`,
  );
  const list =
    rows.length === 0
      ? '<p class="none">No mail yet. Sign up, and the mail that confirms your address appears here.</p>'
      : `<ol>${rows.join('')}</ol>`;
  return page(
    'Mailbox',
    `<h1>Mailbox</h1><p class="soft">No mail server is set (SMTP_URL), so mails stay on this machine. Only this machine sees this page.</p>${list}`,
  );
}

export function mailPage({ subject, to, sentAt, text }: MailFile): string {
  const body = escapeHtml(text.trimEnd()).replace(
    /https?:\/\/[^\s<]+/g,
    (address) => `<a href="${address}">${address}</a>`,
  );
  return page(
    subject,
    `<nav><a href="/mailbox">All mails</a></nav><h1>${escapeHtml(subject)}</h1><p class="soft">To ${escapeHtml(to)}, ${timeOf(sentAt)}</p><div class="mail">${body}</div>`,
  );
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="robots" content="noindex"><title>${escapeHtml(title)} · Onasty</title><link rel="stylesheet" href="/mailbox/style.css"></head><body><header><a href="/" aria-label="Onasty">onasty<span aria-hidden="true"></span></a></header><main>${body}</main></body></html>`;
}
