import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { RateLimitKey } from '../../http/requests/rate-limit-key.js';
import { apiRoute } from '../../http/openapi.js';
import { ChangesState, RespondsTo, ServesReaders } from '../../http/route-options.js';
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
  @ServesReaders()
  @ChangesState()
  @apiRoute(
    'Read a note without a password. Burns the note unless it is reusable.',
    200,
    dto.openedNoteSchema,
    ['note.already_read', 'note.expired', 'note.not_found'],
    idempotencyKeyHeader,
  )
  @ApiOperation({ operationId: 'notes.read' })
  async read(
    @Param('slug') slug: string,
    @IdempotencyKey() readKey: string | null,
    @RateLimitKey() client: string,
  ) {
    return dto.openedNoteDto(
      await this.misses.limit(client, () => this.notes.read(slug, NO_CREDENTIALS, readKey)),
    );
  }

  @Post(':slug/view')
  @ServesReaders()
  @HttpCode(200)
  @apiRoute(
    'Read a note with its password or access proof. Burns the note unless it is reusable.',
    200,
    dto.openedNoteSchema,
    ['note.already_read', 'note.expired', 'note.locked', 'note.not_found', 'note.wrong_password'],
    idempotencyKeyHeader,
  )
  @ApiOperation({ operationId: 'notes.view' })
  async view(
    @Param('slug') slug: string,
    @Body({ schema: dto.viewNoteSchema }) body: z.output<typeof dto.viewNoteSchema>,
    @IdempotencyKey() readKey: string | null,
    @RateLimitKey() client: string,
  ) {
    const credentials = { password: body.password || null, linkProof: body.link_proof || null };
    return dto.openedNoteDto(
      await this.misses.limit(client, () => this.notes.read(slug, credentials, readKey)),
    );
  }

  @Post(':slug/ack')
  @ServesReaders()
  @HttpCode(204)
  @apiRoute(
    'Acknowledge a read and erase the content. Takes the Idempotency-Key of that read.',
    204,
    null,
    ['note.not_found'],
    idempotencyKeyHeader,
  )
  @ApiOperation({ operationId: 'notes.acknowledge' })
  async acknowledge(@Param('slug') slug: string, @IdempotencyKey() readKey: string | null) {
    if (readKey === null) throw new NoteNotFoundError();
    await this.notes.acknowledge(slug, readKey);
  }

  @Get(':slug/meta')
  @ServesReaders()
  @RespondsTo('note.expired', 404)
  @apiRoute('Get the properties of a note. The note stays unread.', 200, dto.noteMetaSchema, [
    'note.already_read',
    'note.expired',
    'note.not_found',
  ])
  @ApiOperation({ operationId: 'notes.meta' })
  async meta(@Param('slug') slug: string, @RateLimitKey() client: string) {
    return dto.noteMetaDto(await this.misses.limit(client, () => this.notes.meta(slug)));
  }
}
