import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '#libs/config';
import { CONFIG } from '../config.provider.js';
import { PasswordHasher } from '../passwords/password-hasher.js';
import {
  MyNotesRepository,
  type ExpiryChange,
  type ListedRow,
  type ListedState,
  type OwnNote,
} from './my-notes.repository.js';
import { NoteCipher } from './note-cipher.js';
import type { NoteCursor } from './note-cursor.js';
import { NoteQuotas } from './note-quotas.js';
import { checkContent, envelopeOf, isSlug } from './note.js';
import {
  KeepWithoutExpiryError,
  NoteAlreadyReadError,
  NoteExpiredError,
  NoteNotFoundError,
  PasswordMissingError,
  SealChangedError,
  SealedPasswordError,
} from './notes.errors.js';
import { notesDeleted } from './notes.metrics.js';

const MAX_PAGE_BYTES = 4 * 1_024 * 1_024;

export interface ListedNote extends Omit<ListedRow, 'stored'> {
  /** Empty for a note that has a password, is sealed, was read, or has expired. */
  content: string;
}

export interface NotePage {
  notes: ListedNote[];
  /** Where the next page begins; null for the last one. */
  next: NoteCursor | null;
}

/** What an author may do with a note. Somebody else's is as good as none. */
@Injectable()
export class MyNotesService {
  constructor(
    private readonly repository: MyNotesRepository,
    private readonly cipher: NoteCipher,
    private readonly quotas: NoteQuotas,
    private readonly passwords: PasswordHasher,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async list(
    authorId: string,
    state: ListedState,
    after: NoteCursor | null,
    limit: number,
  ): Promise<NotePage> {
    const { notes, hasMore } = await this.repository.list(authorId, state, after, limit, MAX_PAGE_BYTES);
    return { notes: notes.map((note) => this.opened(note)), next: hasMore ? (notes.at(-1) ?? null) : null };
  }

  async changeExpiry(authorId: string, slug: string, change: ExpiryChange): Promise<void> {
    const { maxTtlSeconds } = this.config.notes;
    if (isSlug(slug) && (await this.repository.changeExpiry(authorId, slug, change, maxTtlSeconds))) return;
    await this.getUnread(authorId, slug);
    const isOver = await this.repository.isOver(authorId, slug, change, maxTtlSeconds);
    throw isOver ? new NoteExpiredError() : new KeepWithoutExpiryError();
  }

  /** Looks at the note first: a hash takes long, and nobody gets one for a note that is not theirs. */
  async changePassword(authorId: string, slug: string, password: string): Promise<void> {
    if (password === '') throw new PasswordMissingError();
    const { sealed } = await this.getUnread(authorId, slug);
    if (sealed) throw new SealedPasswordError();
    const passwordHash = await this.passwords.hash(password);
    if (await this.repository.changePassword(authorId, slug, passwordHash)) return;
    throw await this.lostTo(authorId, slug);
  }

  /** An edit that comes after the reader is a conflict: its author must know that the old content went out. */
  async changeContent(authorId: string, slug: string, content: string): Promise<void> {
    checkContent(content, this.config.notes.maxBytes);
    const envelope = envelopeOf(content);
    const { id, sealed } = await this.getUnread(authorId, slug, 409);
    if (sealed !== (envelope !== null)) throw new SealChangedError();
    const stored = sealed ? { keyId: null, content: Buffer.from(content) } : this.cipher.encrypt(id, content);
    const refusal = await this.quotas.take({ authorId }, stored.content.length);
    if (refusal !== null) throw refusal;
    const change = () => this.repository.changeContent(authorId, slug, envelope, stored);
    if (await this.quotas.store({ authorId }, stored.content.length, change, Boolean)) return;
    throw await this.lostTo(authorId, slug, 409);
  }

  async delete(authorId: string, slug: string): Promise<void> {
    const deleted = isSlug(slug) ? await this.repository.delete(authorId, slug) : null;
    if (deleted === null) throw new NoteNotFoundError();
    if (deleted.erased) notesDeleted.inc();
  }

  private opened({ stored, ...note }: ListedRow): ListedNote {
    return { ...note, content: stored === null ? '' : this.cipher.decrypt(note.id, stored) };
  }

  private async getUnread(authorId: string, slug: string, statusOfRead: 404 | 409 = 404): Promise<OwnNote> {
    const note = isSlug(slug) ? await this.repository.find(authorId, slug) : null;
    if (note === null) throw new NoteNotFoundError();
    if (note.readAt !== null) throw new NoteAlreadyReadError({ ...note, readAt: note.readAt }, statusOfRead);
    if (note.expired) throw new NoteExpiredError(note.expiresAt ?? undefined, 404);
    return note;
  }

  /** What came between looking at the note and changing it. */
  private async lostTo(authorId: string, slug: string, statusOfRead: 404 | 409 = 404): Promise<Error> {
    await this.getUnread(authorId, slug, statusOfRead);
    return new NoteNotFoundError();
  }
}
