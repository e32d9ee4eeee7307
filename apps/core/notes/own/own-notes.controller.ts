import { Body, Controller, Get, HttpCode, Param, Patch, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { Authenticated, CurrentCaller, type Caller } from '../../identity/sessions/current-user.js';
import { apiRoute } from '../../http/openapi.js';
import { ApiPage, linkNextPage, pageSchema, type Page } from '../../http/paging/page.js';
import { RespondsTo } from '../../http/route-options.js';
import { EditNoteService } from './edit-note.service.js';
import * as dto from './own-notes.dto.js';
import type { ListedState } from './own-notes.repository.js';
import { OwnNotesService } from './own-notes.service.js';

const PATHS: Record<ListedState, string> = {
  all: '/api/v1/note',
  read: '/api/v1/note/read',
  unread: '/api/v1/note/unread',
};

@ApiTags('my notes')
@Controller('v1/note')
export class OwnNotesController {
  constructor(
    private readonly ownNotes: OwnNotesService,
    private readonly editNote: EditNoteService,
  ) {}

  @Get()
  @Authenticated('notes:read-own')
  @ApiPage()
  @apiRoute('List your notes. The newest come first.', 200, dto.listedNotesSchema, [])
  @ApiOperation({ operationId: 'mynotes.all' })
  all(
    @CurrentCaller() { userId }: Caller,
    @Query({ schema: pageSchema }) page: Page,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.page(userId, 'all', page, reply);
  }

  @Get('read')
  @Authenticated('notes:read-own')
  @ApiPage()
  @apiRoute('List your read notes. The newest come first.', 200, dto.listedNotesSchema, [])
  @ApiOperation({ operationId: 'mynotes.read' })
  read(
    @CurrentCaller() { userId }: Caller,
    @Query({ schema: pageSchema }) page: Page,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.page(userId, 'read', page, reply);
  }

  @Get('unread')
  @Authenticated('notes:read-own')
  @ApiPage()
  @apiRoute('List your unread notes. The newest come first.', 200, dto.listedNotesSchema, [])
  @ApiOperation({ operationId: 'mynotes.unread' })
  unread(
    @CurrentCaller() { userId }: Caller,
    @Query({ schema: pageSchema }) page: Page,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.page(userId, 'unread', page, reply);
  }

  @Patch(':slug/expires')
  @HttpCode(200)
  @Authenticated('notes:manage')
  @RespondsTo('note.expired', 404)
  @apiRoute('Change the expiry of your unread note. Omitted fields stay as they are.', 200, null, [
    'note.already_read',
    'note.expired',
    'note.expiry_passed',
    'note.keep_without_expiry',
    'note.not_found',
    'policy.lifetime',
    'policy.reusable',
  ])
  @ApiOperation({ operationId: 'mynotes.changeExpiry' })
  async changeExpiry(
    @CurrentCaller() { userId }: Caller,
    @Param('slug') slug: string,
    @Body({ schema: dto.changeExpirySchema }) body: z.output<typeof dto.changeExpirySchema>,
  ) {
    await this.ownNotes.changeExpiry(userId, slug, dto.expiryChangeOf(body));
  }

  @Patch(':slug/password')
  @HttpCode(200)
  @Authenticated('notes:manage')
  @RespondsTo('note.expired', 404)
  @apiRoute('Change the password of your unread note. Not possible for a sealed note.', 200, null, [
    'note.already_read',
    'note.expired',
    'note.not_found',
    'note.password_missing',
    'note.sealed',
  ])
  @ApiOperation({ operationId: 'mynotes.changePassword' })
  async changePassword(
    @CurrentCaller() { userId }: Caller,
    @Param('slug') slug: string,
    @Body({ schema: dto.changePasswordSchema }) body: z.output<typeof dto.changePasswordSchema>,
  ) {
    await this.ownNotes.changePassword(userId, slug, body.password ?? '');
  }

  @Patch(':slug')
  @HttpCode(200)
  @Authenticated('notes:manage')
  @RespondsTo('note.expired', 404)
  @RespondsTo('note.already_read', 409)
  @apiRoute(
    'Change the content of your unread note, or only the label of any note of yours. A sealed note stays sealed.',
    200,
    null,
    [
      'note.account_full',
      'note.already_read',
      'note.content_empty',
      'note.daily_limit',
      'note.envelope_unsupported',
      'note.expired',
      'note.no_room',
      'note.not_found',
      'note.seal_changed',
      'policy.password',
    ],
  )
  @ApiOperation({ operationId: 'mynotes.changeContent' })
  async changeContent(
    @CurrentCaller() { userId }: Caller,
    @Param('slug') slug: string,
    @Body({ schema: dto.editNoteSchema }) body: z.output<typeof dto.editNoteSchema>,
  ) {
    await this.editNote.edit(userId, slug, dto.noteEditOf(body));
  }

  private async page(userId: string, state: ListedState, { limit, cursor }: Page, reply: FastifyReply) {
    const { notes, next } = await this.ownNotes.list(userId, state, cursor, limit);
    linkNextPage(reply, PATHS[state], limit, next);
    return notes.map((note) => dto.listedNoteDto(note));
  }
}
