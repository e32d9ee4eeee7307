/** A mail, ready to be sent to one address. */
export interface OutgoingMail {
  /** The same for all attempts. */
  id: string;
  /** With angle brackets, the same for all attempts. */
  messageId: string;
  from: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  headers: Readonly<Record<string, string>>;
}

/** Hands mails on to whoever delivers them. */
export interface MailSender {
  /**
   * Resolves once somebody else is answerable for the mail.
   *
   * @param signal gives the mail up when it aborts; nobody knows then whether it was sent
   * @throws {MailFault} when nobody is, or nobody knows
   */
  send(mail: OutgoingMail, signal?: AbortSignal): Promise<void>;
}

/**
 * - `temporary`: this mail can't be sent now; another may.
 * - `permanent`: this mail can never be sent.
 * - `system`: no mail can be sent now.
 */
export const mailFaultKinds = ['temporary', 'permanent', 'system'] as const;
export type MailFaultKind = (typeof mailFaultKinds)[number];

/** A mail was not sent, as far as is known. Keeps no cause: what servers answer names addresses. */
export class MailFault extends Error {
  constructor(
    readonly kind: MailFaultKind,
    /** A few words from a bounded vocabulary, such as `smtp 5.1.1`. */
    readonly reason: string,
  ) {
    super(reason);
    this.name = 'MailFault';
  }
}
