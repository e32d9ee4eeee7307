import { loadMailerConfig } from '#libs/config';
import { JetStreamEventBus } from '#libs/events';
import { runProgram, type Closers, type LogFaultsTo } from '#libs/lifecycle';
import { createLogger, serveHealth, serveMetrics, startTracing } from '#libs/observability';
import { createMailer, SmtpMailSender } from './create-mailer.js';
import { readinessOf } from './readiness.js';

/** Longer than one mail may take. */
const STOP_WITHIN_MS = 65_000;

/** The mailer as a process of its own, on NATS and an SMTP server. */
async function start(closers: Closers, logFaultsTo: LogFaultsTo): Promise<void> {
  const { natsUrl, smtpUrl, ...config } = loadMailerConfig('mailer', process.env);
  if (natsUrl === undefined || smtpUrl === undefined)
    throw new Error('the mailer needs NATS_URL and SMTP_URL');
  const logger = createLogger('mailer', config.log);
  logFaultsTo(logger);
  closers.add(async () => logger.info('mailer stopped'));
  closers.add(await startTracing('mailer', config.tracing, logger));
  closers.add(await serveMetrics('mailer', config.metrics, logger));
  const bus = JetStreamEventBus.connect({ url: natsUrl, name: 'mailer', logger });
  closers.add(() => bus.close());
  bus.serve('mailer', '1.0.0', { 'mailer.ping': () => ({ message: 'pong' }) });
  const mailer = await createMailer({ config, logger, bus, sender: new SmtpMailSender(smtpUrl) });
  closers.add(() => mailer.close());
  const readiness = () => readinessOf(mailer, bus);
  closers.add(await serveHealth('MAILER_HEALTH_PORT', config.health, readiness, logger));
  logger.info('mailer started');
}

runProgram({ start, stopWithinMs: STOP_WITHIN_MS });
