import type { INestApplicationContext } from '@nestjs/common';
import { loadMailerConfig } from '#libs/config';
import { observeCircuitBreakers } from '#libs/circuit-breaker';
import { JetStreamEventBus, observeEventBus } from '#libs/event-bus';
import { Readiness, runProgram, type ShutdownHooks, type LogTo } from '#libs/lifecycle';
import { createLogger, registry, serveHealth, serveMetrics, startTracing } from '#libs/observability';
import { createMailer, MailTransport, SmtpMailSender } from './create-mailer.js';
import { healthOf } from './mailer-health.js';

async function start(closers: ShutdownHooks, logTo: LogTo): Promise<void> {
  const { natsUrl, smtpUrl, ...config } = loadMailerConfig('mailer', process.env);
  if (natsUrl === undefined || smtpUrl === undefined)
    throw new Error('the mailer needs NATS_URL and SMTP_URL');
  const logger = createLogger('mailer', config.log);
  logTo(logger);
  closers.add(await startTracing('mailer', config.tracing, logger), 'traces');
  closers.add(await serveMetrics('mailer', config.metrics, logger), 'metrics');
  const bus = JetStreamEventBus.connect({ url: natsUrl, name: 'mailer', logger });
  const readiness = new Readiness();
  let mailer: INestApplicationContext | null = null;
  const health = () => healthOf({ bus, mailer, isDraining: readiness.isDraining });
  closers.add(await serveHealth('MAILER_HEALTH_PORT', config.health, health, logger), 'health');
  closers.add(() => bus.close(), 'event bus');
  bus.serve('mailer', '1.0.0', { 'mailer.ping': () => ({ message: 'pong' }) });
  const started = await createMailer({ config, logger, bus, sender: new SmtpMailSender(smtpUrl) });
  mailer = started;
  observeEventBus(registry, bus);
  observeCircuitBreakers(registry, { smtp: started.get(MailTransport) });
  closers.add(() => started.close(), 'mails');
  closers.add(() => readiness.drain(0), 'readiness');
  logger.info('mailer started');
}

runProgram({ start });
