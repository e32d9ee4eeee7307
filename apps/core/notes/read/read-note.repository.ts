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

export interface ReadRow extends Omit<OpenedNote, 'content'>, StoredContent {
  id: string;
  readAt: Date | null;
  isRetry: boolean;
}

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
  /** Null for a sealed note, and once the content is erased. */
  keyId: string | null;
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

  async claim(
    slug: string,
    { accessHash, passwordHash }: Access,
    readKeyHash: Buffer | null,
    keyIds: readonly string[],
    leaseSeconds: number,
  ): Promise<ReadRow | null> {
    const values = [slug, accessHash, passwordHash, readKeyHash, keyIds];
    const [row] =
      readKeyHash !== null && leaseSeconds > 0
        ? await this.database.query<ReadRow>(sql.readWithLease, [...values, leaseSeconds])
        : await this.database.query<ReadRow>(sql.readAndErase, values);
    return row ?? null;
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
