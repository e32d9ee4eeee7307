import { Injectable } from '@nestjs/common';
import { Database, type Statement, type Transaction } from '#libs/database';
import type { ExpiryValues } from '../note.js';
import * as sql from './create-note.sql.js';
import type { ProtectedNote } from './note-protection.js';

export interface NewNote extends ProtectedNote, ExpiryValues {
  id: string;
  slug: string;
  reusable: boolean;
  receiptHash: Buffer;
  requestHash: Buffer | null;
  maxTtlSeconds: number | null;
  /** Receipt of a deleted note, whose slug this note may use again. */
  heldReceiptHash: Buffer | null;
  authorId: string | null;
  reference: string | null;
  /** Without an account: recipient of the notice. */
  noticeRecipientId: string | null;
  isNoticeWanted: boolean | null;
}

interface Inserted {
  expiresAt: Date | null;
}

export interface InsertProblems {
  expired: boolean;
  authorGone: boolean;
  isRepeated: boolean;
  isSameRequest: boolean;
  earlierSlug: string | null;
  earlierExpiresAt: Date | null;
}

@Injectable()
export class CreateNoteRepository {
  constructor(private readonly database: Database) {}

  /** Inserts the reference before the trigger of the first event reads it, and only with the note. */
  insert(note: NewNote): Promise<Inserted | null> {
    if (note.reference === null) return this.insertWith(this.database, note);
    return this.database.transaction(async (tx) => {
      await tx.query(sql.insertReference, [note.id, note.authorId, note.reference]);
      const inserted = await this.insertWith(tx, note);
      if (inserted === null) await tx.query(sql.deleteReference, [note.id]);
      return inserted;
    });
  }

  private async insertWith(executor: Pick<Transaction, 'query'>, note: NewNote): Promise<Inserted | null> {
    const values = [
      note.id,
      note.slug,
      note.sealed,
      note.hasPassword,
      note.accessHash,
      note.linkHash,
      note.passwordHash,
      note.reusable,
      note.receiptHash,
      note.requestHash,
      note.label,
      note.labelKeyId,
      note.labelKeyFingerprint,
      note.keyId,
      note.keyFingerprint,
      note.content,
      note.expiresAt,
      note.ttlSeconds,
      note.maxTtlSeconds,
    ];
    const [inserted] = await executor.query<Inserted>(...insertionOf(note, values));
    return inserted ?? null;
  }

  async explainInsert(note: NewNote): Promise<InsertProblems> {
    const values = [note.expiresAt, note.authorId, note.receiptHash, note.requestHash];
    const [problems] = await this.database.query<InsertProblems>(sql.explainInsert, values);
    if (problems === undefined) throw new Error('a statement without a table returned no row');
    return problems;
  }
}

function insertionOf(note: NewNote, values: unknown[]): [Statement, unknown[]] {
  const { authorId, heldReceiptHash: held, noticeRecipientId, isNoticeWanted } = note;
  if (authorId !== null) return [sql.insertNoteOfAuthor, [...values, held, authorId, isNoticeWanted]];
  if (held !== null || noticeRecipientId !== null)
    return [sql.insertNoteOverTombstone, [...values, held, noticeRecipientId]];
  return [sql.insertNote, values];
}
