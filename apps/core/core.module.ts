import { Module, type DynamicModule } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import type { Config } from '#libs/config';
import { Database } from '#libs/database';
import type { Logger } from '#libs/observability';
import { AuthModule } from './auth/auth.module.js';
import { CONFIG, LOGGER } from './config.provider.js';
import { HealthController } from './health/health.controller.js';
import { InstanceController } from './instance/instance.controller.js';
import { NotesModule } from './notes/notes.module.js';

export interface CoreParts {
  config: Config;
  logger: Logger;
  database: Database;
}

/** Everything that core serves, on parts that the process made. */
@Module({})
export class CoreModule {
  static on({ config, logger, database }: CoreParts): DynamicModule {
    const parts = [
      { provide: CONFIG, useValue: config },
      { provide: LOGGER, useValue: logger },
      { provide: Database, useValue: database },
    ];
    return {
      module: CoreModule,
      global: true,
      imports: [ScheduleModule.forRoot(), AuthModule, NotesModule],
      controllers: [HealthController, InstanceController],
      providers: parts,
      exports: parts,
    };
  }
}
