import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { NestLogger } from '#libs/observability';
import { MailerModule } from './mailer.module.js';
import type { MailerParts } from './mailer.parts.js';

export { Delivery } from './delivery/delivery.js';
export { FileMailSender } from './senders/file.mail-sender.js';
export { SmtpMailSender } from './senders/smtp.mail-sender.js';
export type { MailerParts } from './mailer.parts.js';

/**
 * Starts to send mails. Closing it takes no further ones and waits for those under way; the caller then closes the
 * parts that it gave.
 */
export function createMailer(parts: MailerParts): Promise<INestApplicationContext> {
  return NestFactory.createApplicationContext(MailerModule.on(parts), {
    logger: new NestLogger(parts.logger),
    abortOnError: false,
  });
}
