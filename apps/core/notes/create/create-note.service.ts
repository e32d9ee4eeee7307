import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '#libs/config';
import { hashToken } from '#libs/encryption';
import { CONFIG } from '../../tokens.js';
import { UnauthorizedError } from '../../identity/sessions/sessions.errors.js';
import { checkDraft, type NoteDraft } from '../note.js';
import { ExpiryPassedError, QuotaExceededError, SlugTakenError } from '../notes.errors.js';
import { notesCreated } from '../notes.metrics.js';
import { NoteQuotas, type NoteSender } from '../quotas/note-quotas.js';
import { CreateNoteRepository, type NewNote } from './create-note.repository.js';
import { NoteProtection } from './note-protection.js';
import { createReceipt } from './receipt.js';

export interface CreatedNote {
  slug: string;
  receipt: string;
}

@Injectable()
export class CreateNoteService {
  constructor(
    private readonly repository: CreateNoteRepository,
    private readonly protection: NoteProtection,
    private readonly quotas: NoteQuotas,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Stores a note. A repeated idempotency key returns the note that it created first. */
  async create(draft: NoteDraft, idempotencyKey: string | null, sender: NoteSender): Promise<CreatedNote> {
    checkDraft(draft, this.config.notes.maxBytes);
    const receipt = createReceipt(idempotencyKey);
    const note = await this.prepare(draft, receipt, sender.authorId);
    let quotaError: QuotaExceededError | null = null;
    try {
      if (await this.insert(note, sender)) return { slug: note.slug, receipt };
    } catch (error) {
      if (!(error instanceof QuotaExceededError)) throw error;
      quotaError = error;
    }
    // Even without quota left, a repeated create returns its first note.
    const { earlierSlug, authorGone, expired } = await this.repository.explainInsert(note);
    if (earlierSlug !== null) return { slug: earlierSlug, receipt };
    if (authorGone) throw new UnauthorizedError();
    throw quotaError ?? (expired ? new ExpiryPassedError() : new SlugTakenError());
  }

  private async prepare(draft: NoteDraft, receipt: string, authorId: string | null): Promise<NewNote> {
    const id = randomUUID();
    return {
      id,
      slug: draft.slug ?? randomUUID(),
      ...(await this.protection.protect(id, draft)),
      reusable: draft.reusable,
      receiptHash: hashToken(receipt),
      expiresAt: draft.expiresAt,
      maxTtlSeconds: this.config.notes.maxTtlSeconds,
      authorId,
    };
  }

  private async insert(note: NewNote, sender: NoteSender): Promise<boolean> {
    await using reservation = await this.quotas.reserve(sender, note.content.length);
    if (!(await this.repository.insert(note))) return false;
    reservation.commit();
    notesCreated.inc({ kind: note.sealed ? 'sealed' : 'plain' });
    return true;
  }
}
