import { timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '#libs/config';
import { hashToken } from '#libs/encryption';
import { CONFIG } from '../../tokens.js';
import { UnavailableError } from '../../app-error.js';
import { countLimited } from '../../http/http.metrics.js';
import { PasswordHasher } from '../../passwords/password-hasher.js';
import { NoteCipher } from '../note-cipher.js';
import { isSlug, type OpenedNote } from '../note.js';
import {
  NoteAlreadyReadError,
  NoteExpiredError,
  NoteLockedError,
  NoteNotFoundError,
  WrongPasswordError,
} from '../notes.errors.js';
import { notesAcknowledged, passwordLocks, recordRead, wrongPasswords } from '../notes.metrics.js';
import { ReadNoteRepository, type Access, type NoteMeta, type NoteRow } from './read-note.repository.js';

/** Each attempt is lost only to an edit of the note at the same instant. */
const MAX_ATTEMPTS = 5;
const NO_PASSWORD: Access = { accessHash: null, passwordHash: null };

@Injectable()
export class ReadNoteService {
  constructor(
    private readonly repository: ReadNoteRepository,
    private readonly cipher: NoteCipher,
    private readonly passwords: PasswordHasher,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Opens a note and burns it unless it is reusable. The same read key opens it again until the lease expires. */
  async read(slug: string, password: string | null, readKey: string | null): Promise<OpenedNote> {
    if (!isSlug(slug)) throw new NoteNotFoundError();
    const readKeyHash = readKey === null ? null : hashToken(readKey);
    const access = password === null ? NO_PASSWORD : { ...NO_PASSWORD, accessHash: hashToken(password) };
    return (await this.claim(slug, access, readKeyHash)) ?? this.readWithChecks(slug, password, readKeyHash);
  }

  async meta(slug: string): Promise<NoteMeta> {
    const note = isSlug(slug) ? await this.repository.findBySlug(slug, null) : null;
    if (note === null) throw new NoteNotFoundError();
    if (note.expired) throw new NoteExpiredError(note.expiresAt);
    if (note.readAt !== null) throw new NoteAlreadyReadError({ ...note, readAt: note.readAt });
    return note;
  }

  async acknowledge(slug: string, readKey: string): Promise<void> {
    const acknowledged = isSlug(slug) ? await this.repository.acknowledge(slug, hashToken(readKey)) : null;
    if (acknowledged === null) throw new NoteNotFoundError();
    if (acknowledged.erased) notesAcknowledged.inc();
  }

  private async claim(slug: string, access: Access, readKeyHash: Buffer | null): Promise<OpenedNote | null> {
    const { readLeaseSeconds } = this.config.notes;
    const row = await this.repository.claim(slug, access, readKeyHash, this.cipher.keyIds, readLeaseSeconds);
    if (row === null) return null;
    const { id, keyId, content, readAt, isRetry, ...note } = row;
    recordRead({ kind: keyId === null ? 'sealed' : 'plain', isRetry, readAt, createdAt: note.createdAt });
    return { ...note, content: this.cipher.decrypt(id, { keyId, content }) };
  }

  private async readWithChecks(
    slug: string,
    password: string | null,
    readKeyHash: Buffer | null,
  ): Promise<OpenedNote> {
    for (let attemptsLeft = MAX_ATTEMPTS; ; attemptsLeft -= 1) {
      const note = await this.repository.findBySlug(slug, readKeyHash);
      if (note === null) throw new NoteNotFoundError();
      const access = canOpen(note) ? await this.accessWith(note, password) : null;
      if (access === null) throw await this.rejectionFor(note, password !== null);
      if (attemptsLeft === 0) throw new UnavailableError(new Error('an edit overtook every read attempt'));
      this.cipher.requireKey(note.keyId);
      const opened = await this.claim(slug, access, readKeyHash);
      if (opened !== null) return opened;
    }
  }

  private async accessWith(note: NoteRow, password: string | null): Promise<Access | null> {
    if (note.accessHash === null && note.passwordHash === null) return NO_PASSWORD;
    if (password === null) return null;
    if (note.passwordHash !== null)
      return (await this.passwords.verify(note.passwordHash, password)) ? note : null;
    return note.accessHash !== null && timingSafeEqual(hashToken(password), note.accessHash) ? note : null;
  }

  private async rejectionFor(found: NoteRow, isPasswordWrong: boolean): Promise<Error> {
    let note: NoteRow | null = found;
    while (note !== null) {
      if (note.expired) return new NoteExpiredError(note.expiresAt);
      if (note.readAt !== null) return new NoteAlreadyReadError({ ...note, readAt: note.readAt });
      if (!isPasswordWrong) return new NoteNotFoundError();
      if (note.lockedUntil !== null) {
        countLimited('note_passwords');
        return new NoteLockedError(note.lockedUntil, note.lockedSeconds ?? 0);
      }
      const recorded = await this.repository.recordWrongPassword(note.slug);
      if (recorded !== null) {
        wrongPasswords.inc();
        if (recorded.lockedUntil !== null) passwordLocks.inc();
        return new WrongPasswordError(recorded.attemptsLeft, recorded.lockedUntil);
      }
      note = await this.repository.findBySlug(note.slug, null);
    }
    return new NoteNotFoundError();
  }
}

function canOpen(note: NoteRow): boolean {
  return note.lockedUntil === null && (note.canRetryRead || (!note.expired && note.readAt === null));
}
