import { Body, Controller, Get, HttpCode, Ip, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { rateLimitKey } from '../../http/requests/rate-limit-key.js';
import { apiRoute } from '../../http/openapi.js';
import { RespondsTo } from '../../http/responds-to.js';
import { NoteNotFoundError } from '../notes.errors.js';
import { IdempotencyKey } from '../notes.headers.js';
import { idempotencyKeyHeader } from '../notes.openapi.js';
import { MissLimiter } from './miss-limiter.js';
import * as dto from './read-note.dto.js';
import { NO_CREDENTIALS, ReadNoteService } from './read-note.service.js';

@ApiTags('notes')
@Controller('v1/note')
export class ReadNoteController {
  constructor(
    private readonly notes: ReadNoteService,
    private readonly misses: MissLimiter,
  ) {}

  @Get(':slug')
  @apiRoute(
    'Read a note without a password. Burns the note unless it is reusable.',
    200,
    dto.openedNoteSchema,
    [400, 404, 410],
    idempotencyKeyHeader,
  )
  @ApiOperation({ operationId: 'notes.read' })
  async read(@Param('slug') slug: string, @IdempotencyKey() readKey: string | null, @Ip() ip: string) {
    return dto.openedNoteDto(
      await this.misses.limit(rateLimitKey(ip), () => this.notes.read(slug, NO_CREDENTIALS, readKey)),
    );
  }

  @Post(':slug/view')
  @HttpCode(200)
  @apiRoute(
    'Read a note with its password or access proof.',
    200,
    dto.openedNoteSchema,
    [400, 404, 410, 413, 415],
    idempotencyKeyHeader,
  )
  @ApiOperation({ operationId: 'notes.view' })
  async view(
    @Param('slug') slug: string,
    @Body({ schema: dto.viewNoteSchema }) body: z.output<typeof dto.viewNoteSchema>,
    @IdempotencyKey() readKey: string | null,
    @Ip() ip: string,
  ) {
    const credentials = { password: body.password || null, linkProof: body.link_proof || null };
    return dto.openedNoteDto(
      await this.misses.limit(rateLimitKey(ip), () => this.notes.read(slug, credentials, readKey)),
    );
  }

  @Post(':slug/ack')
  @HttpCode(204)
  @apiRoute('Acknowledge a read and erase the content.', 204, null, [400, 404], idempotencyKeyHeader)
  @ApiOperation({ operationId: 'notes.acknowledge' })
  async acknowledge(@Param('slug') slug: string, @IdempotencyKey() readKey: string | null) {
    if (readKey === null) throw new NoteNotFoundError();
    await this.notes.acknowledge(slug, readKey);
  }

  @Get(':slug/meta')
  @RespondsTo('note.expired', 404)
  @apiRoute('Get the properties of a note without reading it.', 200, dto.noteMetaSchema, [400, 404])
  @ApiOperation({ operationId: 'notes.meta' })
  async meta(@Param('slug') slug: string, @Ip() ip: string) {
    return dto.noteMetaDto(await this.misses.limit(rateLimitKey(ip), () => this.notes.meta(slug)));
  }
}
