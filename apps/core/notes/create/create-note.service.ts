import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '#libs/config';
import { hashToken } from '#libs/encryption';
import { UnauthorizedError } from '../../identity/sessions/sessions.errors.js';
import { CONFIG } from '../../tokens.js';
import { PasswordHasher } from '../../passwords/password-hasher.js';
import { NoteCipher, type StoredContent } from '../note-cipher.js';
import { checkDraft, typeOf, type NoteDraft, type NoteType } from '../note.js';
import { ExpiryPassedError, SlugTakenError } from '../notes.errors.js';
import { notesCreated } from '../notes.metrics.js';
import { NoteQuotas, type NoteSender } from '../quotas/note-quotas.js';
import { CreateNoteRepository } from './create-note.repository.js';
import { createReceipt } from './receipt.js';

@Injectable()
export class CreateNoteService {
  constructor(
    private readonly repository: CreateNoteRepository,
    private readonly cipher: NoteCipher,
    private readonly quotas: NoteQuotas,
    private readonly passwords: PasswordHasher,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Stores a note. A repeated idempotency key returns the note that it created first. */
  async create(
    draft: NoteDraft,
    idempotencyKey: string | null,
    sender: NoteSender,
  ): Promise<{ slug: string; receipt: string }> {
    checkDraft(draft, this.config.notes.maxBytes);
    const type = typeOf(draft);
    const id = randomUUID();
    const slug = draft.slug ?? randomUUID();
    const receipt = createReceipt(idempotencyKey);
    const note = {
      id,
      slug,
      ...(await this.protect(draft, type)),
      ...this.stored(id, draft, type),
      reusable: draft.reusable,
      receiptHash: hashToken(receipt),
      expiresAt: draft.expiresAt,
      maxTtlSeconds: this.config.notes.maxTtlSeconds,
      authorId: sender.authorId,
    };
    const bytes = note.content.length;
    const refusal = await this.quotas.take(sender, bytes);
    const insert = () => this.repository.insert(note);
    const result = await (refusal === null
      ? this.quotas.store(sender, bytes, insert, ({ inserted }) => inserted)
      : this.repository.explainInsert(note));
    if (result.inserted) {
      notesCreated.inc({ kind: type.sealed ? 'sealed' : 'plain' });
      return { slug, receipt };
    }
    if (result.earlierSlug !== null) return { slug: result.earlierSlug, receipt };
    if (result.authorGone) throw new UnauthorizedError();
    if (refusal !== null) throw refusal;
    throw result.expired ? new ExpiryPassedError() : new SlugTakenError();
  }

  private async protect(draft: NoteDraft, type: NoteType) {
    if (type.sealed) {
      return {
        sealed: true,
        hasPassword: type.hasPassword,
        accessHash: hashToken(type.accessProof),
        passwordHash: null,
      };
    }
    const passwordHash = draft.password === null ? null : await this.passwords.hash(draft.password);
    return { sealed: false, hasPassword: passwordHash !== null, accessHash: null, passwordHash };
  }

  private stored(id: string, draft: NoteDraft, type: NoteType): StoredContent {
    return type.sealed
      ? { keyId: null, content: Buffer.from(draft.content) }
      : this.cipher.encrypt(id, draft.content);
  }
}
