import { setFlagsFromString } from 'node:v8';
import type { INestApplicationContext } from '@nestjs/common';
import { loadConfig } from '#libs/config';
import { observeCircuitBreakers } from '#libs/circuit-breaker';
import { JetStreamEventBus, observeEventBus } from '#libs/event-bus';
import { Readiness, runProgram, type ShutdownHooks, type UseLogger } from '#libs/lifecycle';
import {
  buildInfo,
  createLogger,
  registry,
  serveHealth,
  serveMetrics,
  startTracing,
} from '#libs/observability';
import { createMailer, MailTransport, reportMailServer, SmtpMailSender } from './create-mailer.js';
import { healthOf } from './mailer-health.js';

async function start(shutdownHooks: ShutdownHooks, useLogger: UseLogger): Promise<void> {
  const config = loadConfig('mailer');
  const logger = createLogger('mailer', config.log);
  useLogger(logger);
  shutdownHooks.add(await startTracing('mailer', config.tracing, logger), 'traces');
  shutdownHooks.add(await serveMetrics('mailer', config.metrics, logger), 'metrics');
  const bus = JetStreamEventBus.connect({ url: config.natsUrl, name: 'mailer', logger });
  const readiness = new Readiness();
  let mailer: INestApplicationContext | null = null;
  const health = () => healthOf({ bus, mailer, isDraining: readiness.isDraining });
  shutdownHooks.add(await serveHealth('MAILER_HEALTH_PORT', config.health, health, logger), 'health');
  shutdownHooks.add(() => bus.close(), 'event bus');
  bus.serve('mailer', '1.0.0', { 'mailer.ping': () => ({ message: 'pong' }) });
  const sender = new SmtpMailSender(config.smtp);
  void reportMailServer(sender, logger);
  const started = await createMailer({ config: config.mail, logger, bus, sender });
  mailer = started;
  observeEventBus(registry, bus);
  observeCircuitBreakers(registry, { smtp: started.get(MailTransport) });
  shutdownHooks.add(() => started.close(), 'mails');
  shutdownHooks.add(() => readiness.drain(0), 'readiness');
  logger.info(buildInfo(), 'mailer started');
}

// A mailer waits for most of its life, so it collects garbage early.
for (const flag of ['--max-semi-space-size=2', '--heap-growing-percent=10']) setFlagsFromString(flag);
runProgram({ service: 'mailer', start });
