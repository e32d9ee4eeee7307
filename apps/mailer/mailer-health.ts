import type { INestApplicationContext } from '@nestjs/common';
import type { EventBus } from '#libs/event-bus';
import type { Health } from '#libs/observability';
import { Delivery } from './delivery/delivery.js';

interface MailerState {
  bus: Pick<EventBus, 'natsState'>;
  /** Null until it has started. */
  mailer: INestApplicationContext | null;
  isLeaving: boolean;
}

/** Whether mails can go out now: NATS gives them, and the mail server is not known to be away. */
export function healthOf({ bus, mailer, isLeaving }: MailerState): Health {
  const nats = bus.natsState;
  const smtp = mailer?.get(Delivery).circuitState ?? 'closed';
  const isReady = mailer !== null && nats === 'up' && smtp === 'closed';
  const unlessLeaving = isReady ? 'ok' : 'unavailable';
  return {
    status: isLeaving ? 'leaving' : unlessLeaving,
    details: { parts: { nats }, circuits: { smtp } },
  };
}
