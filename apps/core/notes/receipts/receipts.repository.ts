import { Injectable } from '@nestjs/common';
import { Database } from '#libs/database';
import type { NoteState } from '../note.js';
import type { EraseResult } from '../notes.sql.js';
import * as sql from './receipts.sql.js';

export interface NoteStatus {
  state: NoteState;
  readAt: Date | null;
  expiresAt: Date | null;
  reads: number | null;
  lastReadAt: Date | null;
}

interface ReceiptRow {
  expiresAt: Date | null;
  readAt: Date | null;
  deletedAt: Date | null;
  expired: boolean;
  reusable: boolean;
  reads: number;
  lastReadAt: Date | null;
}

@Injectable()
export class ReceiptsRepository {
  constructor(private readonly database: Database) {}

  async find(slug: string, receiptHash: Buffer): Promise<NoteStatus | null> {
    const [row] = await this.database.query<ReceiptRow>(sql.findByReceipt, [slug, receiptHash]);
    return row === undefined ? null : statusOf(row);
  }

  /** Returns the statuses of the known notes by their positions in the lists, which begin with 1. */
  async findAll(slugs: string[], receiptHashes: Buffer[]): Promise<Map<number, NoteStatus>> {
    const rows = await this.database.query<ReceiptRow & { position: number }>(sql.findByReceipts, [
      slugs,
      receiptHashes,
    ]);
    return new Map(rows.map((row) => [row.position, statusOf(row)]));
  }

  async delete(slug: string, receiptHash: Buffer): Promise<EraseResult | null> {
    return (await this.database.query<EraseResult>(sql.deleteByReceipt, [slug, receiptHash]))[0] ?? null;
  }
}

function statusOf(row: ReceiptRow): NoteStatus {
  const { readAt, expiresAt, lastReadAt, reads, reusable } = row;
  return { state: stateOf(row), readAt, expiresAt, reads: reusable ? reads : null, lastReadAt };
}

function stateOf(row: ReceiptRow): NoteState {
  if (row.deletedAt !== null) return 'deleted';
  if (row.readAt !== null) return 'read';
  return row.expired ? 'expired' : 'unread';
}
