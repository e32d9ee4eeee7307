import { Module, type DynamicModule } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { EphemeralState } from '#libs/redis';
import type { Config } from '#libs/config';
import { Database } from '#libs/database';
import { type EventBus } from '#libs/event-bus';
import { Outbox } from '#libs/mail-outbox';
import { Readiness } from '#libs/lifecycle';
import type { Logger } from '#libs/observability';
import { IdentityModule } from './identity/identity.module.js';
import { SessionsModule } from './identity/sessions/sessions.module.js';
import { CONFIG, EVENT_BUS, LOGGER } from './config.provider.js';
import { HealthController } from './health/health.controller.js';
import { InstanceController } from './instance/instance.controller.js';
import { NotesModule } from './notes/notes.module.js';
import { OauthModule } from './identity/oauth/oauth.module.js';
import { PasswordsModule } from './passwords/passwords.module.js';

export interface CoreParts {
  config: Config;
  logger: Logger;
  database: Database;
  outbox: Outbox;
  bus: Pick<EventBus, 'natsState'>;
  cache: EphemeralState;
}

/** Everything that core serves, on parts that the process made. */
@Module({})
export class CoreModule {
  static on({
    config,
    logger,
    database,
    outbox,
    bus,
    cache,
    readiness,
  }: CoreParts & { readiness: Readiness }): DynamicModule {
    const parts = [
      { provide: CONFIG, useValue: config },
      { provide: LOGGER, useValue: logger },
      { provide: Database, useValue: database },
      { provide: Outbox, useValue: outbox },
      { provide: EVENT_BUS, useValue: bus },
      { provide: EphemeralState, useValue: cache },
      { provide: Readiness, useValue: readiness },
    ];
    return {
      module: CoreModule,
      global: true,
      imports: [
        ScheduleModule.forRoot(),
        PasswordsModule,
        SessionsModule,
        IdentityModule,
        OauthModule,
        NotesModule,
      ],
      controllers: [HealthController, InstanceController],
      providers: parts,
      exports: parts,
    };
  }
}
