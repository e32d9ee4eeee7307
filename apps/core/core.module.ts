import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ScheduleModule } from '@nestjs/schedule';
import type { Config } from '#libs/config';
import { Database } from '#libs/database';
import type { EventBus } from '#libs/event-bus';
import { Readiness } from '#libs/lifecycle';
import { Outbox } from '#libs/mail-outbox';
import type { Logger } from '#libs/observability';
import { EphemeralState } from '#libs/redis';
import { HealthController } from './health/health.controller.js';
import { IdentityModule } from './identity/identity.module.js';
import { InstanceController } from './instance/instance.controller.js';
import { AcceptedKeysGuard } from './keys/accepted-keys.guard.js';
import { StoredKeys } from './keys/stored-keys.js';
import { StoredKeysRepository } from './keys/stored-keys.repository.js';
import { NoticesModule } from './notices/notices.module.js';
import { NotesModule } from './notes/notes.module.js';
import { PasswordsModule } from './passwords/passwords.module.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';
import { WellKnownController } from './well-known/well-known.controller.js';
import { CLOCK, CONFIG, EVENT_BUS, LOGGER, MAILBOX_PATH, SENDS_MAIL, type Clock } from './tokens.js';

/** Dependencies that the process opens before core and closes after it. */
export interface CoreDependencies {
  config: Config;
  logger: Logger;
  database: Database;
  outbox: Outbox;
  bus: Pick<EventBus, 'natsState'>;
  cache: EphemeralState;
  readiness: Readiness;
  mailboxPath?: string | undefined;
  sendsMail?: boolean;
  clock?: Clock;
}

@Module({})
export class CoreModule {
  static forRoot(dependencies: CoreDependencies): DynamicModule {
    const providers = [
      { provide: CONFIG, useValue: dependencies.config },
      { provide: LOGGER, useValue: dependencies.logger },
      { provide: EVENT_BUS, useValue: dependencies.bus },
      { provide: MAILBOX_PATH, useValue: dependencies.mailboxPath ?? null },
      { provide: SENDS_MAIL, useValue: dependencies.sendsMail ?? true },
      { provide: CLOCK, useValue: dependencies.clock ?? Date.now },
      { provide: Database, useValue: dependencies.database },
      { provide: Outbox, useValue: dependencies.outbox },
      { provide: EphemeralState, useValue: dependencies.cache },
      { provide: Readiness, useValue: dependencies.readiness },
    ];
    return {
      module: CoreModule,
      global: true,
      imports: [
        ScheduleModule.forRoot(),
        PasswordsModule,
        IdentityModule,
        NotesModule,
        NoticesModule,
        WebhooksModule,
      ],
      controllers: [HealthController, InstanceController, WellKnownController],
      providers: [
        ...providers,
        StoredKeysRepository,
        StoredKeys,
        { provide: APP_GUARD, useClass: AcceptedKeysGuard },
      ],
      exports: [...providers, StoredKeys],
    };
  }
}
