import { ConfigError, loadMailerConfig } from '#libs/config';
import { JetStreamEventBus } from '#libs/events';
import { createLogger } from '#libs/observability';
import { createMailer, SmtpMailSender } from './create-mailer.js';

/** The mailer as a process of its own, on NATS and an SMTP server. */
async function main(): Promise<void> {
  const { natsUrl, smtpUrl, ...config } = loadMailerConfig('mailer', process.env);
  if (natsUrl === undefined || smtpUrl === undefined)
    throw new Error('the mailer needs NATS_URL and SMTP_URL');
  const logger = createLogger('mailer', config.log);
  const bus = JetStreamEventBus.connect({ url: natsUrl, name: 'mailer', logger });
  bus.serve('mailer', '1.0.0', { 'mailer.ping': () => ({ message: 'pong' }) });
  const mailer = await createMailer({ config, logger, bus, sender: new SmtpMailSender(smtpUrl) });
  logger.info('mailer started');

  const stop = async () => {
    await mailer.close();
    await bus.close();
    logger.info('mailer stopped');
    process.exit(0);
  };
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof ConfigError ? error.message : String(error)}\n`);
  process.exit(1);
});
