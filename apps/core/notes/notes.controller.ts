import { Body, Controller, Delete, Get, HttpCode, Ip, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { MaybeUser, type CurrentUser } from '../identity/sessions/current-user.js';
import { clientOf } from '../http/client-address.js';
import { describe } from '../http/openapi.js';
import { MyNotesService } from './my-notes.service.js';
import { idempotencyKeyHeader, maybeReceiptHeader, OptionalSession, receiptHeader } from './notes.openapi.js';
import { NoteNotFoundError } from './notes.errors.js';
import * as dto from './notes.dto.js';
import { IdempotencyKey, Receipt } from './notes.headers.js';
import { NotesService } from './notes.service.js';

@ApiTags('notes')
@Controller('v1/note')
export class NotesController {
  constructor(
    private readonly notes: NotesService,
    private readonly myNotes: MyNotesService,
  ) {}

  @Post()
  @OptionalSession()
  @describe(
    'Keep a note and get its slug.',
    201,
    dto.createdNoteSchema,
    [400, 401, 410, 413, 415, 507],
    idempotencyKeyHeader,
  )
  create(
    @Body({ schema: dto.createNoteSchema }) body: z.output<typeof dto.createNoteSchema>,
    @IdempotencyKey() idempotencyKey: string | null,
    @MaybeUser() user: CurrentUser | null,
    @Ip() ip: string,
  ) {
    const writer = user === null ? { authorId: null, address: clientOf(ip) } : { authorId: user.userId };
    return this.notes.create(dto.draftOf(body), idempotencyKey, writer);
  }

  @Get(':slug')
  @describe(
    'Read an open note. This burns it, unless it is kept.',
    200,
    dto.openedNoteSchema,
    [400, 404, 410],
    idempotencyKeyHeader,
  )
  async read(@Param('slug') slug: string, @IdempotencyKey() readKey: string | null) {
    return dto.openedNoteDto(await this.notes.read(slug, null, readKey));
  }

  @Post(':slug/view')
  @HttpCode(200)
  @describe(
    'Read a note with its password or access proof.',
    200,
    dto.openedNoteSchema,
    [400, 404, 410, 413, 415],
    idempotencyKeyHeader,
  )
  async view(
    @Param('slug') slug: string,
    @Body({ schema: dto.viewNoteSchema }) body: z.output<typeof dto.viewNoteSchema>,
    @IdempotencyKey() readKey: string | null,
  ) {
    return dto.openedNoteDto(await this.notes.read(slug, body.password || null, readKey));
  }

  @Post(':slug/ack')
  @HttpCode(204)
  @describe(
    'Say that the note arrived; its content is erased at once.',
    204,
    null,
    [400, 404],
    idempotencyKeyHeader,
  )
  async acknowledge(@Param('slug') slug: string, @IdempotencyKey() readKey: string | null) {
    if (readKey === null) throw new NoteNotFoundError();
    await this.notes.acknowledge(slug, readKey);
  }

  @Get(':slug/meta')
  @describe('Look at a note without reading it.', 200, dto.noteMetaSchema, [400, 404])
  async meta(@Param('slug') slug: string) {
    return dto.noteMetaDto(await this.notes.meta(slug));
  }

  @Get(':slug/receipt')
  @describe('Ask what became of a note.', 200, dto.noteReceiptSchema, [400, 404], receiptHeader)
  async receipt(@Param('slug') slug: string, @Receipt() receipt: string) {
    return dto.noteReceiptDto(await this.notes.receipt(slug, receipt));
  }

  @Delete(':slug')
  @HttpCode(204)
  @OptionalSession()
  @describe(
    'Delete a note for good, as its author or with its receipt. Its slug is free again.',
    204,
    null,
    [400, 401, 404],
    maybeReceiptHeader,
  )
  async remove(
    @Param('slug') slug: string,
    @Receipt() receipt: string,
    @MaybeUser() user: CurrentUser | null,
  ) {
    await (user === null
      ? this.notes.deleteWithReceipt(slug, receipt)
      : this.myNotes.delete(user.userId, slug));
  }
}
