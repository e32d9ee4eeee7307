export const STOP_LABEL = 'Stop these emails';

/** Content of a mail before rendering. Values are unescaped and may contain user input. */
export interface MailContent {
  subject: string;
  paragraphs: string[];
  action?: { label: string; url: string };
  closing: string[];
  /** Stops mails of this kind: a page, and an address to post to (RFC 8058). */
  stop?: { pageUrl: string; postUrl: string };
}
