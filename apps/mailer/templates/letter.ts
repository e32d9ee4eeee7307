/** What a mail says, before it takes a form. Every value may come from people and is escaped where it is put into HTML. */
export interface Letter {
  /** Without line breaks. */
  subject: string;
  /** In the order that they are read. */
  paragraphs: string[];
  /** What there is to press. */
  action?: { label: string; url: string };
  /** How long the link works, and what to do when one did not ask for the mail. */
  closing: string[];
}
