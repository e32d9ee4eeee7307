/** Content of a mail before rendering. Values are unescaped and may contain user input. */
export interface MailContent {
  /** One line. */
  subject: string;
  paragraphs: string[];
  /** Button. */
  action?: { label: string; url: string };
  /** Lifetime of the link, and advice for receivers who did not request the mail. */
  closing: string[];
}
