import { CircuitBreaker } from '#libs/circuit-breaker';
import type { EventBus } from '#libs/event-bus';
import type { MailerParts } from '../mailer.parts.js';
import { Delivery, type Chance, type DeliveryLogger } from './delivery.js';
import { MailLedger } from './mail-ledger.js';
import { MailMarks } from './mail-marks.js';
import { MailReader } from './mail-reader.js';
import { MailReports } from './mail-reports.js';
import { Postman, type RenderMail } from './postman.js';
import { PROBE_EVERY_MS } from './retry-schedule.js';

const REAL: Chance = { now: Date.now, random: Math.random };

type DeliveryMeans = Omit<MailerParts, 'bus' | 'logger'> & {
  bus: Pick<EventBus, 'publish' | 'keyValue'>;
  logger: DeliveryLogger;
  render: RenderMail;
};

/** Puts the parts of the delivery together. One for each process: they share a circuit. */
export function createDelivery(
  { config, logger, bus, sender, render }: DeliveryMeans,
  chance: Chance = REAL,
): Delivery {
  const { from, frontendUrl, encryptionKeys } = config;
  const reports = new MailReports(bus);
  const circuit = new CircuitBreaker({ probeEveryMs: PROBE_EVERY_MS, now: chance.now });
  return new Delivery({
    reader: new MailReader(encryptionKeys),
    ledger: new MailLedger(new MailMarks(bus.keyValue), reports, chance.now),
    reports,
    postman: new Postman(sender, circuit, render, { from, frontendUrl }),
    chance,
    logger,
  });
}
