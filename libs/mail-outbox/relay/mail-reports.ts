import { type HandlerResult, ack } from '#libs/event-bus';
import type { AppLogger } from '#libs/observability';
import { mailReportSchema } from '../mail-events.js';
import type { OutboxRepository } from './outbox.repository.js';

/**
 * Closes or postpones rows as the mailer reports. Database faults are thrown, so that the report comes again.
 */
export async function applyMailReport(
  rows: OutboxRepository,
  logger: AppLogger,
  data: Uint8Array,
): Promise<HandlerResult> {
  const report = mailReportSchema.safeParse(parse(data)).data;
  if (report === undefined) {
    logger.error({ bytes: data.length }, 'a report of the mailer is malformed');
    return ack;
  }
  const { id, outcome } = report;
  if (outcome.kind === 'sent') await rows.sent(id);
  if (outcome.kind === 'deferred') await rows.deferred(id, outcome.until);
  if (outcome.kind === 'dead') {
    logger.error({ mail_id: id, reason: outcome.reason }, 'a mail is given up');
    await rows.dead(id, outcome.reason);
  }
  return ack;
}

function parse(data: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(data));
  } catch {
    return undefined;
  }
}
