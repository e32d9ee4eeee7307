import { describe, expect, it } from 'vitest';
import { escapeHtml } from '../templates/escape-html.js';
import { renderMail } from '../templates/index.js';
import { mailExamples } from '../templates/mail-examples.js';
import { previewPage } from './preview-page.js';

const now = new Date('2026-11-20T12:00:00Z');
const mails = mailExamples(now).map((mail, index) => ({
  id: `mail-${index + 1}`,
  ...renderMail(mail, { frontendUrl: 'http://localhost:3000', now }),
  template: mail.template_name,
}));

describe('previewPage', () => {
  const page = previewPage(mails);

  it.each(mails)('shows $template as $id in light, in dark and as text', ({ id, subject, html, text }) => {
    const section = page.slice(page.indexOf(`<section id="${id}">`)).split('</section>')[0];
    expect(section).toContain(`<h2>${escapeHtml(subject)}</h2>`);
    expect(section).toContain(`<pre>${escapeHtml(text)}</pre>`);
    const body = escapeHtml(html.slice(html.indexOf('<body')));
    expect(section?.split(`${body}"></iframe>`)).toHaveLength(3);
    expect(section).toContain('@media all {');
    expect(section).toContain('@media not all {');
  });

  it('loads no external resources', () => {
    expect(page).not.toMatch(/<(img|script|link)\b|url\(|@import/);
  });
});
