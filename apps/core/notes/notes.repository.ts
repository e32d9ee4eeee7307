import { Inject, Injectable } from '@nestjs/common';
import { Database } from '#libs/database';
import type { StoredContent } from './note-cipher.js';
import type { NoteState, OpenedNote } from './note.js';
import * as creating from './create-note.sql.js';
import * as sql from './notes.sql.js';

export interface NewNote extends StoredContent {
  id: string;
  slug: string;
  sealed: boolean;
  hasPassword: boolean;
  accessHash: Buffer | null;
  passwordHash: string | null;
  keepBeforeExpiration: boolean;
  receiptHash: Buffer;
  expiresAt: Date | null;
  /** Caps the life of the note, whatever was asked. */
  maxTtlSeconds: number | null;
  /** The account that it is of; null without one. */
  authorId: string | null;
}

export type InsertResult =
  { inserted: true } | { inserted: false; expired: boolean; earlierSlug: string | null; authorGone: boolean };

/** What a caller proves: the hash of an access proof, the stored hash of a password that was right, or nothing. */
export interface Access {
  accessHash: Buffer | null;
  passwordHash: string | null;
}

export interface ReadRow extends Omit<OpenedNote, 'content'> {
  id: string;
  /** Null for a note that is kept. */
  readAt: Date | null;
  /** It was given to this reader before. */
  isRetry: boolean;
  stored: StoredContent;
}

export interface NoteMeta {
  slug: string;
  sealed: boolean;
  hasPassword: boolean;
  keepBeforeExpiration: boolean;
  createdAt: Date;
  expiresAt: Date | null;
}

export interface NoteRow extends NoteMeta, Access {
  /** Of its content; null for a sealed note, and when the content is erased. */
  keyId: string | null;
  readAt: Date | null;
  expired: boolean;
  mayRepeat: boolean;
  lockedUntil: Date | null;
  lockedSeconds: number;
}

/** What acknowledging or deleting a note did, beside what it is for. */
export interface Erasure {
  /** Its content was there until then. */
  erased: boolean;
}

export interface NoteReceipt {
  state: NoteState;
  readAt: Date | null;
  expiresAt: Date | null;
}

@Injectable()
export class NotesRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  async insert(note: NewNote): Promise<InsertResult> {
    const values = [
      note.id,
      note.slug,
      note.sealed,
      note.hasPassword,
      note.accessHash,
      note.passwordHash,
      note.keepBeforeExpiration,
      note.receiptHash,
      note.expiresAt,
      note.maxTtlSeconds,
      note.keyId,
      note.content,
    ];
    const inserted =
      note.authorId === null
        ? await this.database.query(creating.insertNote, values)
        : await this.database.query(creating.insertNoteOfAuthor, [...values, note.authorId]);
    return inserted.length > 0 ? { inserted: true } : this.explainInsert(note);
  }

  /** Gives the note to this reader and to no other, or answers null. */
  async claim(
    slug: string,
    access: Access,
    readKeyHash: Buffer | null,
    keyIds: readonly string[],
    leaseSeconds: number,
  ): Promise<ReadRow | null> {
    const caller = [slug, access.accessHash, access.passwordHash, readKeyHash, keyIds];
    const withLease = readKeyHash !== null && leaseSeconds > 0;
    const [row] = withLease
      ? await this.database.query<ClaimedRow>(sql.readWithLease, [...caller, leaseSeconds])
      : await this.database.query<ClaimedRow>(sql.readAndErase, caller);
    if (row === undefined) return null;
    const {
      id,
      slug: readSlug,
      has_password,
      keep_before_expiration,
      created_at,
      expires_at,
      read_at,
      is_retry,
      key_id,
      content,
    } = row;
    return {
      id,
      slug: readSlug,
      hasPassword: has_password,
      keepBeforeExpiration: keep_before_expiration,
      createdAt: created_at,
      expiresAt: expires_at,
      readAt: read_at,
      isRetry: is_retry,
      stored: { keyId: key_id, content },
    };
  }

  /** @param readKeyHash of a caller who may have read the note before and may read it again within the lease */
  async findBySlug(slug: string, readKeyHash: Buffer | null): Promise<NoteRow | null> {
    const [row] = await this.database.query<FoundRow>(sql.findNote, [slug, readKeyHash]);
    if (row === undefined) return null;
    return {
      slug: row.slug,
      sealed: row.sealed,
      hasPassword: row.has_password,
      keepBeforeExpiration: row.keep_before_expiration,
      accessHash: row.access_hash,
      passwordHash: row.password_hash,
      createdAt: row.created_at,
      expiresAt: row.expires_at,
      keyId: row.key_id,
      readAt: row.read_at,
      expired: row.expired,
      mayRepeat: row.may_repeat,
      lockedUntil: row.locked_until,
      lockedSeconds: row.locked_seconds ?? 0,
    };
  }

  /** Null when the note is locked. */
  async countWrongTry(slug: string): Promise<{ triesLeft: number; lockedUntil: Date | null } | null> {
    const [row] = await this.database.query<{ tries_left: number; locked_until: Date | null }>(
      sql.countWrongTry,
      [slug],
    );
    return row === undefined ? null : { triesLeft: row.tries_left, lockedUntil: row.locked_until };
  }

  /** Null when the key is not that of the note's read. */
  async acknowledge(slug: string, readKeyHash: Buffer): Promise<Erasure | null> {
    return (await this.database.query<Erasure>(sql.acknowledge, [slug, readKeyHash]))[0] ?? null;
  }

  async findByReceipt(slug: string, receiptHash: Buffer): Promise<NoteReceipt | null> {
    const [row] = await this.database.query<ReceiptRow>(sql.findByReceipt, [slug, receiptHash]);
    return row === undefined ? null : { state: stateOf(row), readAt: row.read_at, expiresAt: row.expires_at };
  }

  /** Null when the receipt is not that of the note. */
  async deleteByReceipt(slug: string, receiptHash: Buffer): Promise<Erasure | null> {
    return (await this.database.query<Erasure>(sql.deleteByReceipt, [slug, receiptHash]))[0] ?? null;
  }

  /** Why a note was not inserted, or would not be. */
  async explainInsert({ expiresAt, receiptHash, authorId }: NewNote): Promise<InsertResult> {
    const [why] = await this.database.query<ExplainedRow>(creating.explainInsert, [
      expiresAt,
      receiptHash,
      authorId,
    ]);
    return {
      inserted: false,
      expired: why?.expired === true,
      earlierSlug: why?.earlier_slug ?? null,
      authorGone: why?.author_gone === true,
    };
  }
}

interface ExplainedRow {
  expired: boolean | null;
  earlier_slug: string | null;
  author_gone: boolean;
}

interface ClaimedRow {
  id: string;
  slug: string;
  has_password: boolean;
  keep_before_expiration: boolean;
  created_at: Date;
  expires_at: Date | null;
  read_at: Date | null;
  is_retry: boolean;
  key_id: string | null;
  content: Buffer;
}

interface FoundRow extends Omit<ClaimedRow, 'id' | 'is_retry' | 'content'> {
  sealed: boolean;
  access_hash: Buffer | null;
  password_hash: string | null;
  expired: boolean;
  may_repeat: boolean;
  locked_until: Date | null;
  locked_seconds: number | null;
}

interface ReceiptRow {
  expires_at: Date | null;
  read_at: Date | null;
  deleted_at: Date | null;
  expired: boolean;
}

function stateOf(row: ReceiptRow): NoteState {
  if (row.deleted_at !== null) return 'deleted';
  if (row.read_at !== null) return 'read';
  return row.expired ? 'expired' : 'unread';
}
