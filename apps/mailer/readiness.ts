import type { INestApplicationContext } from '@nestjs/common';
import type { EventBus } from '#libs/events';
import type { Readiness } from '#libs/observability';
import { Delivery } from './delivery/delivery.js';

/** Whether mails can go out now: NATS gives them, and the mail server is not known to be away. */
export function readinessOf(mailer: INestApplicationContext, bus: Pick<EventBus, 'natsState'>): Readiness {
  const nats = bus.natsState;
  const smtp = mailer.get(Delivery).circuitState;
  return {
    isReady: nats === 'up' && smtp === 'closed',
    details: { parts: { nats }, circuits: { smtp } },
  };
}
