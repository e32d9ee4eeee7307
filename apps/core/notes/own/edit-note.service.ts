import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '#libs/config';
import { CONFIG } from '../../tokens.js';
import { NoteCipher } from '../note-cipher.js';
import { checkContent, envelopeOf, isSlug } from '../note.js';
import { checkPassword } from '../note-policy.js';
import { ContentEmptyError, NoteNotFoundError, SealChangedError } from '../notes.errors.js';
import { NoteQuotas } from '../quotas/note-quotas.js';
import { requireUnread, type OwnNote } from './own-note.js';
import { OwnNotesRepository } from './own-notes.repository.js';

export interface NoteEdit {
  content: string | undefined;
  /** Null: none. */
  label: string | null | undefined;
}

@Injectable()
export class EditNoteService {
  constructor(
    private readonly repository: OwnNotesRepository,
    private readonly cipher: NoteCipher,
    private readonly quotas: NoteQuotas,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Changes the content of an unread note, or only the label of any. @throws {NoteAlreadyReadError} if a reader was first */
  async edit(authorId: string, slug: string, { content, label }: NoteEdit): Promise<void> {
    if (content !== undefined) await this.changeContent(authorId, slug, content, label);
    else if (label !== undefined) await this.changeLabel(authorId, slug, label);
    else throw new ContentEmptyError();
  }

  private async changeContent(authorId: string, slug: string, content: string, label: NoteEdit['label']) {
    checkContent(content, this.config.notes.maxBytes);
    const envelope = envelopeOf(content);
    if (envelope !== null) checkPassword(envelope.hasPassword, this.config.notes.policy);
    const { id, sealed } = await this.getUnread(authorId, slug);
    if (sealed !== (envelope !== null)) throw new SealChangedError();
    const stored = sealed
      ? { keyId: null, keyFingerprint: null, content: Buffer.from(content) }
      : this.cipher.encrypt(id, content);
    const storedLabel = label === undefined ? undefined : this.cipher.encryptLabel(id, label);
    await using reservation = await this.quotas.reserve(
      { authorId, apiKey: null },
      { notes: 0, bytes: stored.content.length },
    );
    const isUpdated = await this.repository.changeContent(authorId, slug, envelope, stored, storedLabel);
    if (!isUpdated) throw await this.conflict(authorId, slug);
    reservation.commit();
  }

  private async changeLabel(authorId: string, slug: string, label: string | null): Promise<void> {
    const note = isSlug(slug) ? await this.repository.find(authorId, slug) : null;
    const isChanged =
      note !== null &&
      (await this.repository.changeLabel(authorId, slug, this.cipher.encryptLabel(note.id, label)));
    if (!isChanged) throw new NoteNotFoundError();
  }

  private async getUnread(authorId: string, slug: string): Promise<OwnNote> {
    return requireUnread(isSlug(slug) ? await this.repository.find(authorId, slug) : null);
  }

  private async conflict(authorId: string, slug: string): Promise<Error> {
    await this.getUnread(authorId, slug);
    return new NoteNotFoundError();
  }
}
