import { randomUUID, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '#libs/config';
import { hashToken } from '#libs/encryption';
import { UnauthorizedError } from '../identity/sessions/sessions.errors.js';
import { CONFIG } from '../config.provider.js';
import { UnavailableError } from '../http/http.errors.js';
import { countLimited } from '../http/http.metrics.js';
import { PasswordHasher } from '../passwords/password-hasher.js';
import { NoteCipher, type StoredContent } from './note-cipher.js';
import { NoteQuotas, type NoteWriter } from './note-quotas.js';
import { checkDraft, isSlug, sealOf, type NoteDraft, type OpenedNote, type Seal } from './note.js';
import {
  NoteAlreadyReadError,
  NoteExpiredError,
  NoteLockedError,
  NoteNotFoundError,
  SlugTakenError,
  WrongPasswordError,
} from './notes.errors.js';
import {
  countRead,
  notesAcknowledged,
  notesCreated,
  notesDeleted,
  passwordLocks,
  wrongPasswords,
} from './notes.metrics.js';
import {
  NotesRepository,
  type Access,
  type NoteMeta,
  type NoteReceipt,
  type NoteRow,
} from './notes.repository.js';
import { receiptFor } from './secrets.js';

/** Each is lost to an edit of the note at the same instant. */
const MAX_TRIES = 5;
const OPEN: Access = { accessHash: null, passwordHash: null };

@Injectable()
export class NotesService {
  constructor(
    private readonly repository: NotesRepository,
    private readonly cipher: NoteCipher,
    private readonly quotas: NoteQuotas,
    private readonly passwords: PasswordHasher,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Keeps a note. The same idempotency key again answers the note it made before.
   *
   * @param writer who wants it kept
   */
  async create(
    draft: NoteDraft,
    idempotencyKey: string | null,
    writer: NoteWriter,
  ): Promise<{ slug: string; receipt: string }> {
    checkDraft(draft, this.config.notes.maxBytes);
    const seal = sealOf(draft);
    const id = randomUUID();
    const slug = draft.slug ?? randomUUID();
    const receipt = receiptFor(idempotencyKey);
    const note = {
      id,
      slug,
      ...(await this.protect(draft, seal)),
      ...this.stored(id, draft, seal),
      keepBeforeExpiration: draft.keepBeforeExpiration,
      receiptHash: hashToken(receipt),
      expiresAt: draft.expiresAt,
      maxTtlSeconds: this.config.notes.maxTtlSeconds,
      authorId: writer.authorId,
    };
    const bytes = note.content.length;
    const refusal = await this.quotas.take(writer, bytes);
    const insert = () => this.repository.insert(note);
    const result = await (refusal === null
      ? this.quotas.store(writer, bytes, insert, ({ inserted }) => inserted)
      : this.repository.explainInsert(note));
    if (result.inserted) {
      notesCreated.inc({ kind: seal.sealed ? 'sealed' : 'plain' });
      return { slug, receipt };
    }
    if (result.earlierSlug !== null) return { slug: result.earlierSlug, receipt };
    if (result.authorGone) throw new UnauthorizedError();
    if (refusal !== null) throw refusal;
    throw result.expired ? new NoteExpiredError() : new SlugTakenError();
  }

  /**
   * Opens a note, and burns it unless it is kept. With a read key, the same key may come again until the lease ends.
   *
   * @param password null when none was given
   */
  async read(slug: string, password: string | null, readKey: string | null): Promise<OpenedNote> {
    if (!isSlug(slug)) throw new NoteNotFoundError();
    const readKeyHash = readKey === null ? null : hashToken(readKey);
    const proof = password === null ? OPEN : { accessHash: hashToken(password), passwordHash: null };
    return (await this.open(slug, proof, readKeyHash)) ?? this.readOtherwise(slug, password, readKeyHash);
  }

  async meta(slug: string): Promise<NoteMeta> {
    const note = isSlug(slug) ? await this.repository.findBySlug(slug, null) : null;
    if (note === null) throw new NoteNotFoundError();
    if (note.expired) throw new NoteExpiredError(note.expiresAt ?? undefined, 404);
    if (note.readAt !== null) throw new NoteAlreadyReadError({ ...note, readAt: note.readAt });
    return note;
  }

  /** The reader has the content, so it need not be kept for another try. */
  async acknowledge(slug: string, readKey: string): Promise<void> {
    const acknowledged = isSlug(slug) ? await this.repository.acknowledge(slug, hashToken(readKey)) : null;
    if (acknowledged === null) throw new NoteNotFoundError();
    if (acknowledged.erased) notesAcknowledged.inc();
  }

  async receipt(slug: string, receipt: string): Promise<NoteReceipt> {
    const found = isSlug(slug) ? await this.repository.findByReceipt(slug, hashToken(receipt)) : null;
    if (found === null) throw new NoteNotFoundError();
    return found;
  }

  async deleteWithReceipt(slug: string, receipt: string): Promise<void> {
    const deleted = isSlug(slug) ? await this.repository.deleteByReceipt(slug, hashToken(receipt)) : null;
    if (deleted === null) throw new NoteNotFoundError();
    if (deleted.erased) notesDeleted.inc();
  }

  private async protect(draft: NoteDraft, seal: Seal) {
    if (seal.sealed) {
      return {
        sealed: true,
        hasPassword: seal.asksForPassword,
        accessHash: hashToken(seal.accessProof),
        passwordHash: null,
      };
    }
    const passwordHash = draft.password === null ? null : await this.passwords.hash(draft.password);
    return { sealed: false, hasPassword: passwordHash !== null, accessHash: null, passwordHash };
  }

  private stored(id: string, draft: NoteDraft, seal: Seal): StoredContent {
    return seal.sealed
      ? { keyId: null, content: Buffer.from(draft.content) }
      : this.cipher.encrypt(id, draft.content);
  }

  private async open(slug: string, access: Access, readKeyHash: Buffer | null): Promise<OpenedNote | null> {
    const { readLeaseSeconds } = this.config.notes;
    const row = await this.repository.claim(slug, access, readKeyHash, this.cipher.keyIds, readLeaseSeconds);
    if (row === null) return null;
    const { id, stored, readAt, isRetry, ...note } = row;
    const kind = stored.keyId === null ? 'sealed' : 'plain';
    countRead({ kind, isRetry, readAt, createdAt: note.createdAt });
    return { ...note, content: this.cipher.decrypt(id, stored) };
  }

  /** What the one statement of a read did not settle: a human password, an edit meanwhile, or the reason of the refusal. */
  private async readOtherwise(
    slug: string,
    password: string | null,
    readKeyHash: Buffer | null,
    triesLeft = MAX_TRIES,
  ): Promise<OpenedNote> {
    const note = await this.repository.findBySlug(slug, readKeyHash);
    if (note === null) throw new NoteNotFoundError();
    const access = mayOpen(note) ? await this.accessOf(note, password) : null;
    if (access === null) throw await this.refusal(note, password !== null);
    if (triesLeft === 0)
      throw new UnavailableError(new Error('the note was edited during every try to read it'));
    this.cipher.requireKey(note.keyId);
    const opened = await this.open(slug, access, readKeyHash);
    return opened ?? this.readOtherwise(slug, password, readKeyHash, triesLeft - 1);
  }

  /** What to open the note with, or null when the password is wrong. */
  private async accessOf(note: NoteRow, password: string | null): Promise<Access | null> {
    if (note.accessHash === null && note.passwordHash === null) return OPEN;
    if (password === null) return null;
    if (note.passwordHash !== null)
      return (await this.passwords.verify(note.passwordHash, password)) ? note : null;
    return note.accessHash !== null && timingSafeEqual(hashToken(password), note.accessHash) ? note : null;
  }

  private async refusal(note: NoteRow | null, passwordIsWrong: boolean): Promise<Error> {
    if (note === null) return new NoteNotFoundError();
    if (note.expired) return new NoteExpiredError(note.expiresAt ?? undefined);
    if (note.readAt !== null) return new NoteAlreadyReadError({ ...note, readAt: note.readAt });
    if (!passwordIsWrong) return new NoteNotFoundError();
    if (note.lockedUntil !== null) {
      countLimited('note_passwords');
      return new NoteLockedError(note.lockedUntil, note.lockedSeconds);
    }
    const counted = await this.repository.countWrongTry(note.slug);
    if (counted !== null) {
      wrongPasswords.inc();
      if (counted.lockedUntil !== null) passwordLocks.inc();
      return new WrongPasswordError(counted.triesLeft, counted.lockedUntil);
    }
    return this.refusal(await this.repository.findBySlug(note.slug, null), true);
  }
}

/** Whether a right password could open the note now. */
function mayOpen(note: NoteRow): boolean {
  return note.lockedUntil === null && (note.mayRepeat || (!note.expired && note.readAt === null));
}
