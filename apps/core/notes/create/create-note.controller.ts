import { Body, Controller, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { MaybeAuthenticated, MaybeCaller, type Caller } from '../../identity/sessions/current-user.js';
import { RateLimitKey } from '../../http/requests/rate-limit-key.js';
import { apiRoute } from '../../http/openapi.js';
import { IdempotencyKey, Receipt } from '../notes.headers.js';
import { deletedReceiptHeader, idempotencyKeyHeader } from '../notes.openapi.js';
import * as dto from './create-note.dto.js';
import { CreateNoteService } from './create-note.service.js';

@ApiTags('notes')
@Controller('v1/note')
export class CreateNoteController {
  constructor(private readonly notes: CreateNoteService) {}

  @Post()
  @MaybeAuthenticated('notes:create')
  @apiRoute(
    'Create a note. Returns its slug, its expiry and a receipt, which lets its holder check or delete the note.',
    201,
    dto.createdNoteSchema,
    [
      'note.account_full',
      'note.content_empty',
      'note.daily_limit',
      'note.envelope_unsupported',
      'note.expiry_passed',
      'note.idempotency_key_reused',
      'note.keep_without_expiry',
      'note.label_needs_account',
      'note.no_room',
      'note.proof_malformed',
      'note.sign_in_required',
      'note.slug_invalid',
      'note.slug_taken',
      'policy.custom_link',
      'policy.lifetime',
      'policy.password',
      'policy.reusable',
      'notice.address_unconfirmed',
    ],
    idempotencyKeyHeader,
    deletedReceiptHeader,
  )
  @ApiOperation({ operationId: 'notes.create' })
  async create(
    @Body({ schema: dto.createNoteSchema }) body: z.output<typeof dto.createNoteSchema>,
    @IdempotencyKey() idempotencyKey: string | null,
    @Receipt() heldReceipt: string,
    @MaybeCaller() caller: Caller | null,
    @RateLimitKey() client: string,
  ) {
    const sender =
      caller === null ? { authorId: null, client } : { authorId: caller.userId, apiKey: caller.apiKey };
    const context = { sender, idempotencyKey, heldReceipt };
    return dto.createdNoteDto(await this.notes.create(dto.draftOf(body), context));
  }
}
