/** Content of a mail before rendering. Values are unescaped and may contain user input. */
export interface MailContent {
  subject: string;
  paragraphs: string[];
  action?: { label: string; url: string };
  closing: string[];
}
