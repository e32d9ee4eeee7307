import { Body, Controller, Ip, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { MaybeUser, type CurrentUser } from '../../identity/sessions/current-user.js';
import { rateLimitKey } from '../../http/requests/rate-limit-key.js';
import { apiRoute } from '../../http/openapi.js';
import { IdempotencyKey } from '../notes.headers.js';
import { idempotencyKeyHeader, OptionalSession } from '../notes.openapi.js';
import * as dto from './create-note.dto.js';
import { CreateNoteService } from './create-note.service.js';

@ApiTags('notes')
@Controller('v1/note')
export class CreateNoteController {
  constructor(private readonly notes: CreateNoteService) {}

  @Post()
  @OptionalSession()
  @apiRoute(
    'Create a note. Returns its slug and receipt.',
    201,
    dto.createdNoteSchema,
    [400, 401, 410, 413, 415, 507],
    idempotencyKeyHeader,
  )
  @ApiOperation({ operationId: 'notes.create' })
  create(
    @Body({ schema: dto.createNoteSchema }) body: z.output<typeof dto.createNoteSchema>,
    @IdempotencyKey() idempotencyKey: string | null,
    @MaybeUser() user: CurrentUser | null,
    @Ip() ip: string,
  ) {
    const sender = user === null ? { authorId: null, client: rateLimitKey(ip) } : { authorId: user.userId };
    return this.notes.create(dto.draftOf(body), idempotencyKey, sender);
  }
}
