import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { NestLogger } from '#libs/observability';
import { MailerModule, type MailerDependencies } from './mailer.module.js';

export { MailTransport } from './delivery/mail-transport.js';
export { FileMailSender } from './senders/file.mail-sender.js';
export { reportMailServer } from './senders/report-mail-server.js';
export { SmtpMailSender } from './senders/smtp.mail-sender.js';
export type { MailerDependencies } from './mailer.module.js';

export function createMailer(dependencies: MailerDependencies): Promise<INestApplicationContext> {
  return NestFactory.createApplicationContext(MailerModule.forRoot(dependencies), {
    logger: new NestLogger(dependencies.logger),
    abortOnError: false,
  });
}
