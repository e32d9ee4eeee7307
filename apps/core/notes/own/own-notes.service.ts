import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '#libs/config';
import { UndecryptableError } from '#libs/encryption';
import { CONFIG } from '../../tokens.js';
import { PasswordHasher } from '../../passwords/password-hasher.js';
import { NoteCipher } from '../note-cipher.js';
import { isSlug, trimPassword } from '../note.js';
import { checkLifetime } from '../note-policy.js';
import {
  ExpiryPassedError,
  NoteNotFoundError,
  PasswordMissingError,
  ReusableWithoutExpiryError,
  SealedPasswordError,
} from '../notes.errors.js';
import { notesDeleted } from '../notes.metrics.js';
import type { PageCursor } from '../../http/paging/page-cursor.js';
import { requireUnread, type OwnNote } from './own-note.js';
import {
  OwnNotesRepository,
  type ExpiryChange,
  type ListedRow,
  type ListedState,
} from './own-notes.repository.js';

const MAX_PAGE_BYTES = 4 * 1_024 * 1_024;

type StoredKeys = 'keyId' | 'keyFingerprint' | 'labelKeyId' | 'labelKeyFingerprint';

export interface ListedNote extends Omit<ListedRow, StoredKeys | 'content' | 'label'> {
  content: string;
  label: string | null;
}

export interface NotePage {
  notes: ListedNote[];
  next: PageCursor | null;
}

/** Notes of one author. Notes of other authors are reported as not found. */
@Injectable()
export class OwnNotesService {
  constructor(
    private readonly repository: OwnNotesRepository,
    private readonly cipher: NoteCipher,
    private readonly passwords: PasswordHasher,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async list(
    authorId: string,
    state: ListedState,
    after: PageCursor | null,
    limit: number,
  ): Promise<NotePage> {
    const { notes, hasMore } = await this.repository.list(authorId, state, after, limit, MAX_PAGE_BYTES);
    return { notes: notes.map((note) => this.opened(note)), next: hasMore ? (notes.at(-1) ?? null) : null };
  }

  async changeExpiry(authorId: string, slug: string, change: ExpiryChange): Promise<void> {
    const { maxTtlSeconds, policy } = this.config.notes;
    checkLifetime(change, policy);
    if (isSlug(slug) && (await this.repository.changeExpiry(authorId, slug, change, maxTtlSeconds))) return;
    await this.getUnread(authorId, slug);
    const wouldExpire = await this.repository.wouldExpire(authorId, slug, change, maxTtlSeconds);
    throw wouldExpire ? new ExpiryPassedError() : new ReusableWithoutExpiryError();
  }

  /** Checks the note first: only its author may cause a slow hash. */
  async changePassword(authorId: string, slug: string, password: string): Promise<void> {
    if (password === '') throw new PasswordMissingError();
    const { sealed } = await this.getUnread(authorId, slug);
    if (sealed) throw new SealedPasswordError();
    const passwordHash = await this.passwords.hash(trimPassword(password));
    if (await this.repository.changePassword(authorId, slug, passwordHash)) return;
    await this.getUnread(authorId, slug);
    throw new NoteNotFoundError();
  }

  async delete(authorId: string, slug: string): Promise<void> {
    const deleted = isSlug(slug) ? await this.repository.delete(authorId, slug) : null;
    if (deleted === null) throw new NoteNotFoundError();
    if (deleted.erased) notesDeleted.inc();
  }

  private opened({ keyId, keyFingerprint, content, ...row }: ListedRow): ListedNote {
    const { labelKeyId, labelKeyFingerprint, label, ...note } = row;
    const { id } = note;
    const decryptContent = () =>
      content === null ? null : this.cipher.decrypt(id, { keyId, keyFingerprint, content });
    const decryptLabel = () => this.cipher.decryptLabel(id, { labelKeyId, labelKeyFingerprint, label });
    return {
      ...note,
      content: nullIfDamaged(keyFingerprint, decryptContent) ?? '',
      label: nullIfDamaged(labelKeyFingerprint, decryptLabel),
    };
  }

  private async getUnread(authorId: string, slug: string): Promise<OwnNote> {
    return requireUnread(isSlug(slug) ? await this.repository.find(authorId, slug) : null);
  }
}

/** One damaged note must not hide the others. Without a fingerprint, its key may be wrong instead. */
function nullIfDamaged(keyFingerprint: Buffer | null, decrypt: () => string | null): string | null {
  try {
    return decrypt();
  } catch (error) {
    const isNotAuthentic = error instanceof UndecryptableError && error.reason === 'not_authentic';
    if (isNotAuthentic && keyFingerprint !== null) return null;
    throw error;
  }
}
