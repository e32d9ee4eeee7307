import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { EphemeralState } from '#libs/redis';
import { Database } from '#libs/database';
import type { EventBus } from '#libs/event-bus';
import { Readiness } from '#libs/lifecycle';
import { EVENT_BUS } from '../config.provider.js';
import { describe } from '../http/openapi.js';

const liveSchema = z.object({ status: z.literal('ok') }).meta({ id: 'Live' });
const part = z.enum(['up', 'down']);
const optionalPart = z.enum(['up', 'down', 'unused']);
const readySchema = z
  .object({
    status: z.enum(['ok', 'unavailable', 'leaving']),
    parts: z.object({ database: part, redis: optionalPart, nats: optionalPart }),
    circuits: z.object({ database: z.enum(['closed', 'open']) }),
  })
  .meta({ id: 'Ready' });

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(EphemeralState) private readonly cache: EphemeralState,
    @Inject(EVENT_BUS) private readonly bus: Pick<EventBus, 'natsState'>,
    @Inject(Readiness) private readonly readiness: Readiness,
  ) {}

  @Get('live')
  @describe('Whether the process runs. Depends on nothing else.', 200, liveSchema, [])
  live(): z.output<typeof liveSchema> {
    return { status: 'ok' };
  }

  @Get('ready')
  @describe(
    'Whether requests can be served, and which part is down. Only the database has to be up for it.',
    200,
    readySchema,
    [],
  )
  @ApiResponse({ status: 503, description: 'Not now.', standardSchema: readySchema })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<z.output<typeof readySchema>> {
    const database = await this.database.ping().then(
      () => 'up' as const,
      () => 'down' as const,
    );
    const status = this.statusWith(database);
    if (status !== 'ok') reply.code(503);
    return {
      status,
      parts: { database, redis: this.cache.redisState, nats: this.bus.natsState },
      circuits: { database: this.database.circuitState },
    };
  }

  /** Without Redis each process counts for itself, and without NATS mails wait in the outbox. */
  private statusWith(database: z.output<typeof part>): z.output<typeof readySchema>['status'] {
    if (this.readiness.isDraining) return 'leaving';
    return database === 'up' ? 'ok' : 'unavailable';
  }
}
