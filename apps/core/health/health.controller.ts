import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { EphemeralState } from '#libs/redis';
import { connectionAdvice, Database } from '#libs/database';
import type { EventBus } from '#libs/event-bus';
import { Readiness } from '#libs/lifecycle';
import { EVENT_BUS } from '../tokens.js';
import { apiRoute } from '../http/openapi.js';
import { ServesReaders } from '../http/route-options.js';
import { StoredKeys } from '../keys/stored-keys.js';

const liveSchema = z.object({ status: z.literal('ok') }).meta({ id: 'Live' });
const part = z.enum(['up', 'down']);
const optionalPart = z.enum(['up', 'down', 'unused']);
const readySchema = z
  .object({
    status: z.enum(['ok', 'unavailable', 'leaving']),
    parts: z.object({ database: part, redis: optionalPart, nats: optionalPart }),
    circuits: z.object({ database: z.enum(['closed', 'open']) }),
    problems: z.array(z.string()).optional().meta({ description: 'Each with the action that it needs.' }),
  })
  .meta({ id: 'Ready' });

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(
    private readonly database: Database,
    private readonly cache: EphemeralState,
    @Inject(EVENT_BUS) private readonly bus: EventBus,
    private readonly readiness: Readiness,
    private readonly keys: StoredKeys,
  ) {}

  @Get('live')
  @ServesReaders()
  @apiRoute('Check that the process is alive. Depends on nothing else.', 200, liveSchema, [])
  live(): z.output<typeof liveSchema> {
    return { status: 'ok' };
  }

  @Get('ready')
  @ServesReaders()
  @apiRoute(
    'Check that requests can be served, and report the state of each dependency. Only the database is required.',
    200,
    readySchema,
    [],
  )
  @ApiResponse({ status: 503, description: 'Unavailable.', standardSchema: readySchema })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<z.output<typeof readySchema>> {
    const { database, problems } = await this.databaseState();
    const status = this.statusWith(database, problems);
    if (status !== 'ok') reply.code(503);
    return {
      status,
      parts: { database, redis: this.cache.redisState, nats: this.bus.natsState },
      circuits: { database: this.database.circuitState },
      ...(problems.length > 0 && { problems: [...problems] }),
    };
  }

  private async databaseState(): Promise<{ database: z.output<typeof part>; problems: readonly string[] }> {
    try {
      await this.database.check();
      return { database: 'up', problems: await this.keys.recentCheck() };
    } catch (error) {
      return { database: 'down', problems: connectionAdvice(error) };
    }
  }

  /** Redis and NATS are optional: limits are then counted in process, and mails wait in the outbox. */
  private statusWith(
    database: z.output<typeof part>,
    problems: readonly string[],
  ): z.output<typeof readySchema>['status'] {
    if (this.readiness.isDraining) return 'leaving';
    return database === 'up' && problems.length === 0 ? 'ok' : 'unavailable';
  }
}
