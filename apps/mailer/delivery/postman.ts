import type { CircuitBreaker, CircuitBreakerState } from '#libs/circuit-breaker';
import type { MailRequest } from '#libs/mail-outbox';
import { MailFault, type MailSender, type OutgoingMail } from '../senders/mail-sender.js';
import { sendDuration } from './delivery.metrics.js';
import type { WantedMail } from './mail-reader.js';

/** Makes the words of a mail. */
export type RenderMail = (
  request: MailRequest,
  context: { frontendUrl: string; now: Date },
) => { subject: string; text: string; html: string };

const HARMLESS_REQUEST_ID = /^[\x21-\x7e]{1,128}$/;

/** Writes mails and hands them to the sender, unless its circuit is open. */
export class Postman {
  private readonly end = new AbortController();

  constructor(
    private readonly sender: MailSender,
    private readonly circuit: CircuitBreaker,
    private readonly render: RenderMail,
    private readonly settings: { from: string; frontendUrl: string },
  ) {}

  get circuitState(): CircuitBreakerState {
    return this.circuit.state;
  }

  /** Whether a mail may be sent now; who is told so sends one. */
  mayGo(): boolean {
    return this.circuit.tryAcquire();
  }

  /** Gives up the mails that are under way, and whatever comes. */
  giveUp(): void {
    this.end.abort();
  }

  write({ id, request }: WantedMail, now: Date): OutgoingMail {
    const { from, frontendUrl } = this.settings;
    const requestId = request.request_id;
    return {
      ...this.render(request, { frontendUrl, now }),
      id,
      messageId: `<${id}@${from.slice(from.lastIndexOf('@') + 1)}>`,
      from,
      to: request.receiver,
      headers: {
        'Auto-Submitted': 'auto-generated',
        ...(HARMLESS_REQUEST_ID.test(requestId) ? { 'X-Request-Id': requestId } : {}),
      },
    };
  }

  /** Null when it was sent. */
  async send(mail: OutgoingMail): Promise<MailFault | null> {
    const end = sendDuration.startTimer();
    try {
      await this.sender.send(mail, this.end.signal);
      this.circuit.recordSuccess();
      return null;
    } catch (error) {
      if (!(error instanceof MailFault)) throw error;
      if (error.kind === 'system') this.circuit.recordFailure();
      else this.circuit.recordSuccess();
      return error;
    } finally {
      end();
    }
  }
}
