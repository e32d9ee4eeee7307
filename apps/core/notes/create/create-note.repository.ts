import { Injectable } from '@nestjs/common';
import { Database } from '#libs/database';
import * as sql from './create-note.sql.js';
import type { ProtectedNote } from './note-protection.js';

export interface NewNote extends ProtectedNote {
  id: string;
  slug: string;
  reusable: boolean;
  receiptHash: Buffer;
  expiresAt: Date | null;
  maxTtlSeconds: number | null;
  authorId: string | null;
}

export interface InsertProblems {
  expired: boolean;
  earlierSlug: string | null;
  authorGone: boolean;
}

@Injectable()
export class CreateNoteRepository {
  constructor(private readonly database: Database) {}

  async insert(note: NewNote): Promise<boolean> {
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
    return inserted.length > 0;
  }

  async explainInsert({ expiresAt, receiptHash, authorId }: NewNote): Promise<InsertProblems> {
    const values = [expiresAt, receiptHash, authorId];
    const [problems] = await this.database.query<InsertProblems>(sql.explainInsert, values);
    return problems ?? { expired: false, earlierSlug: null, authorGone: false };
  }
}
