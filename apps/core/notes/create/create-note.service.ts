import { randomUUID } from 'node:crypto';
import { SignInRequiredError } from '../../identity/sessions/sessions.errors.js';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '#libs/config';
import { hashToken } from '#libs/encryption';
import { CONFIG } from '../../tokens.js';
import { UnauthorizedError } from '../../identity/sessions/sessions.errors.js';
import { NoticeRecipients } from '../../notices/notice-recipients.js';
import { checkDraft, expiryValuesOf, type NoteDraft } from '../note.js';
import { checkPolicy } from '../note-policy.js';
import {
  ExpiryPassedError,
  IdempotencyKeyReusedError,
  LabelWithoutAccountError,
  QuotaExceededError,
  SlugTakenError,
} from '../notes.errors.js';
import { notesCreated } from '../notes.metrics.js';
import { NoteQuotas, type NoteSender } from '../quotas/note-quotas.js';
import { CreateNoteRepository, type NewNote } from './create-note.repository.js';
import { createReceipt, hashRequest } from './idempotency.js';
import { createNoteId } from './note-id.js';
import { NoteProtection } from './note-protection.js';

export interface CreateContext {
  sender: NoteSender;
  idempotencyKey: string | null;
  /** Receipt of a deleted note, whose slug the sender may use again; empty for none. */
  heldReceipt: string;
}

export interface CreatedNote {
  slug: string;
  receipt: string;
  expiresAt: Date | null;
}

@Injectable()
export class CreateNoteService {
  constructor(
    private readonly repository: CreateNoteRepository,
    private readonly protection: NoteProtection,
    private readonly quotas: NoteQuotas,
    private readonly noticeRecipients: NoticeRecipients,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Stores a note. The same request under the same idempotency key returns the note that it created first. */
  async create(draft: NoteDraft, context: CreateContext): Promise<CreatedNote> {
    const { maxBytes, policy } = this.config.notes;
    checkDraft(draft, maxBytes);
    checkPolicy(draft, context.sender.authorId, policy);
    if (draft.reference !== null && context.sender.authorId === null) throw new SignInRequiredError();
    if (draft.label !== null && context.sender.authorId === null) throw new LabelWithoutAccountError();
    const receipt = createReceipt(context.idempotencyKey);
    const note = await this.prepare(draft, receipt, context);
    let quotaError: QuotaExceededError | null = null;
    try {
      const inserted = await this.insert(note, context.sender);
      if (inserted !== null) return { slug: note.slug, receipt, ...inserted };
    } catch (error) {
      if (!(error instanceof QuotaExceededError)) throw error;
      quotaError = error;
    }
    // Even without quota left, a repeated create returns its first note.
    return { ...(await this.findEarlier(note, draft, quotaError)), receipt };
  }

  private async prepare(draft: NoteDraft, receipt: string, context: CreateContext): Promise<NewNote> {
    const id = createNoteId();
    const { defaultTtlSeconds, maxTtlSeconds } = this.config.notes;
    return {
      id,
      slug: draft.slug ?? randomUUID(),
      ...(await this.protection.protect(id, draft)),
      reusable: draft.reusable,
      receiptHash: hashToken(receipt),
      requestHash: hashRequest(draft, context.idempotencyKey),
      ...expiryValuesOf(draft.expiry === 'default' ? { inSeconds: defaultTtlSeconds } : draft.expiry),
      maxTtlSeconds,
      heldReceiptHash: context.heldReceipt === '' ? null : hashToken(context.heldReceipt),
      authorId: context.sender.authorId,
      reference: draft.reference,
      noticeRecipientId: await this.noticeRecipients.prepare(context.sender.authorId, draft.notice),
      isNoticeWanted: draft.notice.isWanted,
    };
  }

  private async insert(note: NewNote, sender: NoteSender): Promise<{ expiresAt: Date | null } | null> {
    const bytes = note.content.length + (note.label?.length ?? 0);
    await using reservation = await this.quotas.reserve(sender, { notes: 1, bytes });
    const inserted = await this.repository.insert(note);
    if (inserted === null) return null;
    reservation.commit();
    notesCreated.inc({ kind: note.sealed ? 'sealed' : 'plain' });
    return inserted;
  }

  private async findEarlier(note: NewNote, draft: NoteDraft, quotaError: Error | null) {
    const problems = await this.repository.explainInsert(note);
    if (problems.isRepeated && !problems.isSameRequest) throw new IdempotencyKeyReusedError();
    // A deleted note may have lost its custom link to a later note of the same sender.
    const earlierSlug = problems.isRepeated ? (problems.earlierSlug ?? draft.slug) : null;
    if (earlierSlug !== null) return { slug: earlierSlug, expiresAt: problems.earlierExpiresAt };
    if (problems.authorGone) throw new UnauthorizedError();
    throw quotaError ?? (problems.expired ? new ExpiryPassedError() : new SlugTakenError());
  }
}
