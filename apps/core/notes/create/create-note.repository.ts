import { Injectable } from '@nestjs/common';
import { Database } from '#libs/database';
import type { StoredContent } from '../note-cipher.js';
import * as sql from './create-note.sql.js';

export interface NewNote extends StoredContent {
  id: string;
  slug: string;
  sealed: boolean;
  hasPassword: boolean;
  accessHash: Buffer | null;
  passwordHash: string | null;
  reusable: boolean;
  receiptHash: Buffer;
  expiresAt: Date | null;
  /** Upper limit of the lifetime, also of a note without expiry. */
  maxTtlSeconds: number | null;
  authorId: string | null;
}

export type InsertResult =
  { inserted: true } | { inserted: false; expired: boolean; earlierSlug: string | null; authorGone: boolean };

interface ExplainedRow {
  expired: boolean | null;
  earlierSlug: string | null;
  authorGone: boolean;
}

@Injectable()
export class CreateNoteRepository {
  constructor(private readonly database: Database) {}

  async insert(note: NewNote): Promise<InsertResult> {
    const values = [
      note.id,
      note.slug,
      note.sealed,
      note.hasPassword,
      note.accessHash,
      note.passwordHash,
      note.reusable,
      note.receiptHash,
      note.expiresAt,
      note.maxTtlSeconds,
      note.keyId,
      note.content,
    ];
    const inserted =
      note.authorId === null
        ? await this.database.query(sql.insertNote, values)
        : await this.database.query(sql.insertNoteOfAuthor, [...values, note.authorId]);
    return inserted.length > 0 ? { inserted: true } : this.explainInsert(note);
  }

  /** Returns why a note was not inserted, or would not be. */
  async explainInsert({ expiresAt, receiptHash, authorId }: NewNote): Promise<InsertResult> {
    const [row] = await this.database.query<ExplainedRow>(sql.explainInsert, [
      expiresAt,
      receiptHash,
      authorId,
    ]);
    return {
      inserted: false,
      expired: row?.expired === true,
      earlierSlug: row?.earlierSlug ?? null,
      authorGone: row?.authorGone === true,
    };
  }
}
