import { ack, type HandlerResult } from '#libs/event-bus';
import type { AppLogger } from '#libs/observability';
import { mailReportSchema } from './mail-events.js';
import type { OutboxRepository } from './outbox.repository.js';

/**
 * Applies a report of the mailer to its row.
 *
 * @throws {DatabaseUnavailableError} so that the bus delivers the report again
 */
export async function applyMailReport(
  outbox: OutboxRepository,
  logger: AppLogger,
  data: Uint8Array,
): Promise<HandlerResult> {
  const report = mailReportSchema.safeParse(parseJson(data)).data;
  if (report === undefined) {
    logger.error({ bytes: data.length }, 'malformed mail report ignored');
    return ack;
  }
  const { id, outcome } = report;
  if (outcome.kind === 'sent') await outbox.markSent(id);
  if (outcome.kind === 'deferred') await outbox.defer(id, outcome.until);
  if (outcome.kind === 'dead') {
    logger.error({ mail_id: id, reason: outcome.reason }, 'mail dead-lettered');
    await outbox.deadLetter(id, outcome.reason);
  }
  return ack;
}

function parseJson(data: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(data));
  } catch {
    return undefined;
  }
}
