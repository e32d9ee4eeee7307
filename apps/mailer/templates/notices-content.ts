import type { MailRequest } from '#libs/mail-outbox';
import { formatTime } from './link-lifetime.js';
import type { MailContent } from './mail-content.js';

type Options = Extract<MailRequest, { template_name: 'note_notices' }>['options'];
type Notice = Options['notices'][number];

/** Identifies a note by its time alone: labels are private. */
export function noticesContent(
  { notices, more, stop_token, stop_url }: Options,
  { frontendUrl }: { frontendUrl: string },
): MailContent {
  const rest = more === 0 ? [] : [`And ${more} more.`];
  return {
    subject: subjectOf(notices, more),
    paragraphs: [...notices.map(sentence), ...rest],
    action: { label: 'See your notes', url: `${frontendUrl}/sent` },
    closing: ["This email doesn't say who opened a note, because the server doesn't know."],
    stop: {
      pageUrl: `${frontendUrl}/notices/stop#t=${encodeURIComponent(stop_token)}`,
      // Without line breaks, which would begin another header.
      postUrl: new URL(stop_url).href,
    },
  };
}

function subjectOf(notices: readonly Notice[], more: number): string {
  const kinds = new Set(notices.map(({ kind }) => kind));
  const count = notices.length + more;
  if (count > 1) return `${count} notices about your notes`;
  return kinds.has('read') ? 'Your note was read' : 'Your note expired unread';
}

function sentence({ kind, created_at, happened_at }: Notice): string {
  const note = `The note that you created on ${formatTime(new Date(created_at))}`;
  const time = formatTime(new Date(happened_at));
  return kind === 'read' ? `${note} was opened on ${time}.` : `${note} expired unread on ${time}.`;
}
