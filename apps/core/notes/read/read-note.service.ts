import { timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '#libs/config';
import { hashToken } from '#libs/encryption';
import { CONFIG } from '../../tokens.js';
import { UnavailableError } from '../../app-error.js';
import { countLimited } from '../../http/http.metrics.js';
import { PasswordHasher } from '../../passwords/password-hasher.js';
import { NoteCipher } from '../note-cipher.js';
import { isSlug, trimPassword, type OpenedNote } from '../note.js';
import {
  NoteAlreadyReadError,
  NoteExpiredError,
  NoteLockedError,
  NoteNotFoundError,
  SealedNoteLockedError,
  WrongPasswordError,
} from '../notes.errors.js';
import { notesAcknowledged, passwordLocks, recordRead, wrongPasswords } from '../notes.metrics.js';
import { ReadNoteRepository, type Access, type NoteMeta, type NoteRow } from './read-note.repository.js';

/** Each attempt is lost only to an edit of the note at the same instant. */
const MAX_ATTEMPTS = 5;
const NO_PASSWORD: Access = { accessHash: null, passwordHash: null };
const DAY_SECONDS = 86_400;

export interface Credentials {
  /** Password of a plain note, or access proof of a sealed one. */
  password: string | null;
  linkProof: string | null;
}

export const NO_CREDENTIALS: Credentials = { password: null, linkProof: null };

@Injectable()
export class ReadNoteService {
  constructor(
    private readonly repository: ReadNoteRepository,
    private readonly cipher: NoteCipher,
    private readonly passwords: PasswordHasher,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Opens a note and burns it unless it is reusable. The same read key opens it again until the lease expires. */
  async read(slug: string, credentials: Credentials, readKey: string | null): Promise<OpenedNote> {
    if (!isSlug(slug)) throw new NoteNotFoundError();
    const { password } = credentials;
    const readKeyHash = readKey === null ? null : hashToken(readKey);
    const access = password === null ? NO_PASSWORD : { ...NO_PASSWORD, accessHash: hashToken(password) };
    const opened = await this.open(slug, access, readKeyHash);
    return opened ?? this.readWithChecks(slug, credentials, readKeyHash);
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

  private open(slug: string, access: Access, readKeyHash: Buffer | null): Promise<OpenedNote | null> {
    const hasLease = readKeyHash !== null && this.config.notes.readLeaseSeconds > 0;
    return access.accessHash !== null && hasLease
      ? this.openSealed(slug, access.accessHash, readKeyHash)
      : this.decryptAndClaim(slug, access, readKeyHash);
  }

  private async openSealed(
    slug: string,
    accessHash: Buffer,
    readKeyHash: Buffer,
  ): Promise<OpenedNote | null> {
    const { readLeaseSeconds } = this.config.notes;
    const read = await this.repository.readSealed(slug, accessHash, readKeyHash, readLeaseSeconds);
    if (read === null) return null;
    recordRead({ kind: 'sealed', ...read });
    const { hasPassword, reusable, createdAt, expiresAt } = read;
    const content = this.cipher.decrypt(read.id, read);
    return { slug, hasPassword, reusable, createdAt, expiresAt, content };
  }

  /** Decrypts before it burns, so that a wrong key leaves the note unread. @throws {UndecryptableError} */
  private async decryptAndClaim(
    slug: string,
    access: Access,
    readKeyHash: Buffer | null,
  ): Promise<OpenedNote | null> {
    const found = await this.repository.findReadable(slug, access, readKeyHash);
    if (found === null) return null;
    const { id, revision, keyId, keyFingerprint, content, ...note } = found;
    const text = this.cipher.decrypt(id, { keyId, keyFingerprint, content });
    const decrypted = { id, revision, keyFingerprint: this.cipher.fingerprintFor({ keyId, keyFingerprint }) };
    const { readLeaseSeconds } = this.config.notes;
    const outcome = await this.repository.claim(decrypted, access, readKeyHash, readLeaseSeconds);
    if (outcome === null) return null;
    recordRead({ kind: keyId === null ? 'sealed' : 'plain', createdAt: note.createdAt, ...outcome });
    return { ...note, content: text };
  }

  private async readWithChecks(
    slug: string,
    credentials: Credentials,
    readKeyHash: Buffer | null,
  ): Promise<OpenedNote> {
    for (let attemptsLeft = MAX_ATTEMPTS; ; attemptsLeft -= 1) {
      const note = await this.repository.findBySlug(slug, readKeyHash);
      if (note === null) throw new NoteNotFoundError();
      const access = canOpen(note) ? await this.accessWith(note, credentials.password) : null;
      if (access === null) throw await this.rejectionFor(note, credentials);
      if (attemptsLeft === 0) throw new UnavailableError(new Error('edits overtook every read attempt'));
      const opened = await this.open(slug, access, readKeyHash);
      if (opened !== null) return opened;
    }
  }

  private async accessWith(note: NoteRow, password: string | null): Promise<Access | null> {
    if (note.accessHash === null && note.passwordHash === null) return NO_PASSWORD;
    if (password === null) return null;
    if (note.passwordHash !== null)
      return (await this.isPasswordOf(note.passwordHash, password)) ? note : null;
    return isTokenOf(note.accessHash, password) ? note : null;
  }

  /** Earlier versions stored a password with the white space around it. */
  private async isPasswordOf(passwordHash: string, password: string): Promise<boolean> {
    const trimmed = trimPassword(password);
    if (await this.passwords.verify(passwordHash, trimmed)) return true;
    return trimmed !== password && this.passwords.verify(passwordHash, password);
  }

  private async rejectionFor(found: NoteRow, credentials: Credentials): Promise<Error> {
    let note: NoteRow | null = found;
    while (note !== null) {
      if (note.expired) return new NoteExpiredError(note.expiresAt);
      if (note.readAt !== null) return new NoteAlreadyReadError({ ...note, readAt: note.readAt });
      if (!isGuess(note, credentials)) return new NoteNotFoundError();
      if (note.locked) {
        countLimited('note_passwords');
        const NoteLocked = note.sealed ? SealedNoteLockedError : NoteLockedError;
        return new NoteLocked(
          note.lockedUntil,
          note.lockedUntil === null ? DAY_SECONDS : (note.lockedSeconds ?? 0),
        );
      }
      const recorded = await this.repository.recordWrongPassword(note.slug);
      if (recorded !== null) {
        wrongPasswords.inc();
        if (recorded.attemptsLeft === 0) passwordLocks.inc();
        return new WrongPasswordError(recorded.attemptsLeft, recorded.lockedUntil);
      }
      note = await this.repository.findBySlug(note.slug, null);
    }
    return new NoteNotFoundError();
  }
}

/** A lock protects human passwords; an access proof cannot be guessed, so the right one always opens a sealed note. */
function canOpen(note: NoteRow): boolean {
  const isLocked = note.locked && !note.sealed;
  return !isLocked && (note.canRetryRead || (!note.expired && note.readAt === null));
}

/** Without the link proof, or without a human password, nothing can be guessed, and attempts only lock the reader out. */
function isGuess(note: NoteRow, { password, linkProof }: Credentials): boolean {
  if (password === null) return false;
  if (!note.sealed) return true;
  return note.hasPassword && (note.linkHash === null || isTokenOf(note.linkHash, linkProof ?? ''));
}

function isTokenOf(hash: Buffer | null, token: string): boolean {
  return hash !== null && timingSafeEqual(hashToken(token), hash);
}
