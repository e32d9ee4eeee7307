import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '#libs/config';
import { CONFIG } from '../../tokens.js';
import { NoteCipher } from '../note-cipher.js';
import { checkContent, envelopeOf, isSlug } from '../note.js';
import { NoteNotFoundError, SealChangedError } from '../notes.errors.js';
import { NoteQuotas } from '../quotas/note-quotas.js';
import { requireUnread, type OwnNote } from './own-note.js';
import { OwnNotesRepository } from './own-notes.repository.js';

@Injectable()
export class EditNoteService {
  constructor(
    private readonly repository: OwnNotesRepository,
    private readonly cipher: NoteCipher,
    private readonly quotas: NoteQuotas,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Replaces the content of an unread note. @throws {NoteAlreadyReadError} if a reader was first */
  async edit(authorId: string, slug: string, content: string): Promise<void> {
    checkContent(content, this.config.notes.maxBytes);
    const envelope = envelopeOf(content);
    const { id, sealed } = await this.getUnread(authorId, slug);
    if (sealed !== (envelope !== null)) throw new SealChangedError();
    const stored = sealed ? { keyId: null, content: Buffer.from(content) } : this.cipher.encrypt(id, content);
    await using reservation = await this.quotas.reserve({ authorId }, stored.content.length);
    const isUpdated = await this.repository.changeContent(authorId, slug, envelope, stored);
    if (!isUpdated) throw await this.conflict(authorId, slug);
    reservation.commit();
  }

  private async getUnread(authorId: string, slug: string): Promise<OwnNote> {
    return requireUnread(isSlug(slug) ? await this.repository.find(authorId, slug) : null);
  }

  private async conflict(authorId: string, slug: string): Promise<Error> {
    await this.getUnread(authorId, slug);
    return new NoteNotFoundError();
  }
}
