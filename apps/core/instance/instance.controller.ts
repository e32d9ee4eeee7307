import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { Config } from '#libs/config';
import { CONFIG } from '../tokens.js';
import { apiRoute } from '../http/openapi.js';

const pongSchema = z.object({ message: z.literal('pong') }).meta({ id: 'Pong' });
const instanceSchema = z
  .object({
    note_max_bytes: z.number().int(),
    note_max_ttl_seconds: z.number().optional(),
    read_lease_seconds: z.number(),
  })
  .meta({ id: 'Instance' });

@ApiTags('instance')
@Controller()
export class InstanceController {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  @Get('ping')
  @apiRoute('Respond with pong.', 200, pongSchema, [])
  ping(): z.output<typeof pongSchema> {
    return { message: 'pong' };
  }

  @Get('v1/instance')
  @apiRoute('Get the limits of this instance.', 200, instanceSchema, [])
  instance(): z.output<typeof instanceSchema> {
    const { maxBytes, maxTtlSeconds, readLeaseSeconds } = this.config.notes;
    return {
      note_max_bytes: maxBytes,
      ...(maxTtlSeconds !== null && { note_max_ttl_seconds: maxTtlSeconds }),
      read_lease_seconds: readLeaseSeconds,
    };
  }
}
