import type { INestApplicationContext } from '@nestjs/common';
import type { EventBus } from '#libs/event-bus';
import type { Health } from '#libs/observability';
import { MailTransport } from './delivery/mail-transport.js';

interface MailerState {
  bus: Pick<EventBus, 'natsState'>;
  mailer: INestApplicationContext | null;
  isDraining: boolean;
}

export function healthOf({ bus, mailer, isDraining }: MailerState): Health {
  const nats = bus.natsState;
  const smtp = mailer?.get(MailTransport).circuitState ?? 'closed';
  const isReady = mailer !== null && nats === 'up' && smtp === 'closed';
  const unlessDraining = isReady ? 'ok' : 'unavailable';
  return {
    status: isDraining ? 'leaving' : unlessDraining,
    details: { parts: { nats }, circuits: { smtp } },
  };
}
