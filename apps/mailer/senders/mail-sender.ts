/** Mail to one address, ready to send. */
export interface OutgoingMail {
  /** Identical in all attempts. */
  id: string;
  /** In angle brackets; identical in all attempts. */
  messageId: string;
  from: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  headers: Readonly<Record<string, string>>;
}

/** Delivers mail by SMTP or to files. */
export interface MailSender {
  /**
   * Resolves once the receiving server or the file system has accepted the mail.
   *
   * @param signal aborts the attempt; the mail may have been sent
   * @throws {MailError} if the mail was not accepted, or the outcome is unknown
   */
  send(mail: OutgoingMail, signal?: AbortSignal): Promise<void>;
}

/**
 * Scope of a failure:
 * - `temporary`: this mail cannot be sent now.
 * - `permanent`: this mail can never be sent.
 * - `system`: no mail can be sent now.
 */
export const mailErrorKinds = ['temporary', 'permanent', 'system'] as const;
export type MailErrorKind = (typeof mailErrorKinds)[number];

/** Failed attempt. Keeps no cause, since replies of mail servers contain addresses. */
export class MailError extends Error {
  constructor(
    readonly kind: MailErrorKind,
    /** Short text from a bounded vocabulary, such as `smtp 5.1.1`. */
    readonly reason: string,
  ) {
    super(reason);
    this.name = 'MailError';
  }
}
