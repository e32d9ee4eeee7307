import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { EventBus } from '#libs/event-bus';
import type { MailReport } from '#libs/mail-outbox';
import type { AppLogger } from '#libs/observability';
import { explainFailure } from '../senders/explain-failure.js';
import type { MailError } from '../senders/mail-sender.js';
import { EVENT_BUS, LOGGER } from '../tokens.js';
import { idOf, type DecodedMail, type MalformedMail, type UndecryptableMail } from './mail-decoder.js';

const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

/** Reports outcomes to core and to the log, without addresses and tokens. */
@Injectable()
export class MailReports {
  constructor(
    @Inject(EVENT_BUS) private readonly bus: EventBus,
    @Inject(LOGGER) private readonly logger: AppLogger,
  ) {}

  async report(id: string, outcome: MailReport['outcome']): Promise<void> {
    const report: MailReport = { v: 1, id, outcome };
    await this.bus.publish('mailer.report', randomUUID(), bytesOf(report));
  }

  async deadLetter({ id, reason, received }: MalformedMail, data: Uint8Array): Promise<void> {
    this.logger.warn({ mail_id: id, reason }, 'message moved to the dead-letter stream');
    await this.bus.publish('mailer.dead', idOf(data), bytesOf({ v: 1, id, reason, received }));
  }

  logSent(mail: DecodedMail, attempts: number, isRecorded: boolean): void {
    this.logger.info({ ...fieldsOf(mail), attempts }, 'mail sent');
    if (!isRecorded) this.logger.error(fieldsOf(mail), 'mail not recorded as sent; duplicate possible');
  }

  logFailure(mail: DecodedMail, attempts: number, { kind, reason }: MailError): void {
    const remedy = explainFailure(reason);
    this.logger.warn({ ...fieldsOf(mail), attempts, kind, reason, remedy }, 'mail not sent');
  }

  logWrongKey({ id, error }: UndecryptableMail): void {
    this.logger.error({ mail_id: id, reason: error.message }, 'mail waits for its key');
  }
}

function fieldsOf({ id, request }: DecodedMail) {
  return { mail_id: id, request_id: request.request_id, template: request.template_name };
}
