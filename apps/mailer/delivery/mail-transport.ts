import { Inject, Injectable } from '@nestjs/common';
import { CircuitBreaker, type CircuitBreakerState } from '#libs/circuit-breaker';
import type { MailerConfig } from '#libs/config';
import { MailError, type MailSender, type OutgoingMail } from '../senders/mail-sender.js';
import { renderMail } from '../templates/index.js';
import { CLOCK, MAIL_SENDER, MAILER_CONFIG, type Clock } from '../tokens.js';
import { mailServerFailure, sendDuration } from './delivery.metrics.js';
import type { DecodedMail } from './mail-decoder.js';
import { PROBE_EVERY_MS } from './retry-schedule.js';

const SAFE_REQUEST_ID = /^[\x21-\x7e]{1,128}$/;

@Injectable()
export class MailTransport {
  private readonly abortion = new AbortController();
  private readonly circuit: CircuitBreaker;

  constructor(
    @Inject(MAIL_SENDER) private readonly sender: MailSender,
    @Inject(MAILER_CONFIG) private readonly config: Omit<MailerConfig['mail'], 'encryptionKeys'>,
    @Inject(CLOCK) clock: Clock,
  ) {
    this.circuit = new CircuitBreaker({ probeEveryMs: PROBE_EVERY_MS, now: clock });
  }

  get circuitState(): CircuitBreakerState {
    return this.circuit.state;
  }

  get canAcquire(): boolean {
    return this.circuit.canAcquire;
  }

  tryAcquire(): boolean {
    return this.circuit.tryAcquire();
  }

  /** Aborts mails in progress and all later ones; another mailer retries them. */
  abort(): void {
    this.abortion.abort();
  }

  render({ id, request }: DecodedMail, now: Date): OutgoingMail {
    const { from, fromName, replyTo, frontendUrl, instanceName, operatorEmail } = this.config;
    const requestId = request.request_id;
    const { stopUrl, ...rendered } = renderMail(request, { frontendUrl, instanceName, operatorEmail, now });
    return {
      ...rendered,
      id,
      messageId: `<${id}@${from.slice(from.lastIndexOf('@') + 1)}>`,
      from,
      fromName,
      replyTo,
      to: request.receiver,
      headers: {
        'Auto-Submitted': 'auto-generated',
        ...(stopUrl !== undefined && {
          'List-Unsubscribe': `<${stopUrl}>`,
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        }),
        ...(SAFE_REQUEST_ID.test(requestId) ? { 'X-Request-Id': requestId } : {}),
      },
    };
  }

  /** Returns null if the server accepted the mail. */
  async send(mail: OutgoingMail): Promise<MailError | null> {
    const stopTimer = sendDuration.startTimer();
    try {
      await this.sender.send(mail, this.abortion.signal);
      this.circuit.recordSuccess();
      mailServerFailure.reset();
      return null;
    } catch (error) {
      if (!(error instanceof MailError)) throw error;
      if (error.kind === 'system') this.recordFailure(error);
      else this.circuit.recordSuccess();
      return error;
    } finally {
      stopTimer();
    }
  }

  private recordFailure({ reason }: MailError): void {
    this.circuit.recordFailure();
    mailServerFailure.reset();
    mailServerFailure.set({ reply: reason }, 1);
  }
}
