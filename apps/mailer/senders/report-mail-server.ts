import type { AppLogger } from '#libs/observability';
import { explainFailure } from './explain-failure.js';
import { MailError } from './mail-sender.js';

/** Tries the mail server once, so that a wrong setting shows before the first mail does. Never throws. */
export async function reportMailServer(sender: { check(): Promise<void> }, logger: AppLogger): Promise<void> {
  try {
    await sender.check();
    logger.info({}, 'mail server ready');
  } catch (error) {
    const reason = error instanceof MailError ? error.reason : 'unknown';
    logger.warn({ reason, remedy: explainFailure(reason) }, 'mail server not usable; mails wait');
  }
}
