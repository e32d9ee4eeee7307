import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { MaybeAuthenticated, MaybeCaller, type Caller } from '../../identity/sessions/current-user.js';
import { apiRoute } from '../../http/openapi.js';
import { NoteNotFoundError } from '../notes.errors.js';
import { Receipt } from '../notes.headers.js';
import { optionalReceiptHeader, receiptHeader } from '../notes.openapi.js';
import { OwnNotesService } from '../own/own-notes.service.js';
import * as dto from './receipts.dto.js';
import { ReceiptsService } from './receipts.service.js';

@ApiTags('notes')
@Controller('v1/note')
export class ReceiptsController {
  constructor(
    private readonly receipts: ReceiptsService,
    private readonly ownNotes: OwnNotesService,
  ) {}

  @Get(':slug/receipt')
  @apiRoute(
    'Get the status of a note by its receipt. A wrong receipt is reported as an unknown note.',
    200,
    dto.noteReceiptSchema,
    ['note.not_found'],
    receiptHeader,
  )
  @ApiOperation({ operationId: 'notes.receipt' })
  async status(@Param('slug') slug: string, @Receipt() receipt: string) {
    return dto.noteReceiptDto(await this.receipts.status(slug, receipt));
  }

  @Post('receipts/status')
  @HttpCode(200)
  @apiRoute(
    'Get the statuses of up to 50 notes by their receipts, in the same order. A wrong receipt is reported as an unknown note.',
    200,
    dto.receiptStatusesSchema,
    [],
  )
  @ApiOperation({ operationId: 'notes.receipts' })
  async statuses(
    @Body({ schema: dto.heldReceiptsSchema }) { receipts }: z.output<typeof dto.heldReceiptsSchema>,
  ) {
    return dto.receiptStatusesDto(receipts, await this.receipts.statuses(receipts));
  }

  @Delete(':slug')
  @HttpCode(204)
  @MaybeAuthenticated('notes:manage')
  @apiRoute(
    'Delete a note as its author or with its receipt. Its slug stays reserved for 30 days.',
    204,
    null,
    ['note.not_found'],
    optionalReceiptHeader,
  )
  @ApiOperation({ operationId: 'notes.remove' })
  async delete(
    @Param('slug') slug: string,
    @Receipt() receipt: string,
    @MaybeCaller() caller: Caller | null,
  ) {
    if (await this.receipts.delete(slug, receipt)) return;
    if (caller === null) throw new NoteNotFoundError();
    await this.ownNotes.delete(caller.userId, slug);
  }
}
