import { Injectable } from '@nestjs/common';
import { Database } from '#libs/database';
import type { StoredContent } from '../note-cipher.js';
import type { OpenedNote } from '../note.js';
import type { EraseResult } from '../notes.sql.js';
import * as sql from './read-note.sql.js';

/** Hash of an access proof, stored hash of a verified password, or neither. */
export interface Access {
  accessHash: Buffer | null;
  passwordHash: string | null;
}

export interface ReadableRow extends Omit<OpenedNote, 'content'>, StoredContent {
  id: string;
  revision: number;
}

export interface DecryptedNote {
  id: string;
  revision: number;
  keyFingerprint: Buffer | null;
}

export interface ReadOutcome {
  readAt: Date | null;
  isRetry: boolean;
}

export type SealedRead = Omit<ReadableRow, 'revision'> & ReadOutcome;

export interface NoteMeta {
  slug: string;
  sealed: boolean;
  hasPassword: boolean;
  reusable: boolean;
  createdAt: Date;
  expiresAt: Date | null;
}

export interface NoteRow extends NoteMeta, Access {
  /** Null for a plain note, and for a sealed one that was created without a link proof. */
  linkHash: Buffer | null;
  readAt: Date | null;
  expired: boolean;
  canRetryRead: boolean;
  locked: boolean;
  /** Null unless the note was locked, and if only a new password unlocks it. */
  lockedUntil: Date | null;
  lockedSeconds: number | null;
}

export interface WrongPassword {
  attemptsLeft: number;
  /** Null if attempts are left, and if only a new password unlocks the note. */
  lockedUntil: Date | null;
}

@Injectable()
export class ReadNoteRepository {
  constructor(private readonly database: Database) {}

  async findReadable(
    slug: string,
    { accessHash, passwordHash }: Access,
    readKeyHash: Buffer | null,
  ): Promise<ReadableRow | null> {
    const values = [slug, accessHash, passwordHash, readKeyHash];
    return (await this.database.query<ReadableRow>(sql.findReadable, values))[0] ?? null;
  }

  async claim(
    { id, revision, keyFingerprint }: DecryptedNote,
    { accessHash, passwordHash }: Access,
    readKeyHash: Buffer | null,
    leaseSeconds: number,
  ): Promise<ReadOutcome | null> {
    const values = [id, accessHash, passwordHash, readKeyHash, revision, keyFingerprint];
    const [row] =
      readKeyHash !== null && leaseSeconds > 0
        ? await this.database.query<ReadOutcome>(sql.readWithLease, [...values, leaseSeconds])
        : await this.database.query<ReadOutcome>(sql.readAndErase, values);
    return row ?? null;
  }

  async readSealed(
    slug: string,
    accessHash: Buffer,
    readKeyHash: Buffer,
    leaseSeconds: number,
  ): Promise<SealedRead | null> {
    const values = [slug, accessHash, leaseSeconds, readKeyHash];
    return (await this.database.query<SealedRead>(sql.readSealedWithLease, values))[0] ?? null;
  }

  async findBySlug(slug: string, readKeyHash: Buffer | null): Promise<NoteRow | null> {
    return (await this.database.query<NoteRow>(sql.findNote, [slug, readKeyHash]))[0] ?? null;
  }

  /** Returns null if the note is locked, read or gone. */
  async recordWrongPassword(slug: string): Promise<WrongPassword | null> {
    return (await this.database.query<WrongPassword>(sql.recordWrongPassword, [slug]))[0] ?? null;
  }

  async acknowledge(slug: string, readKeyHash: Buffer): Promise<EraseResult | null> {
    return (await this.database.query<EraseResult>(sql.acknowledge, [slug, readKeyHash]))[0] ?? null;
  }
}
