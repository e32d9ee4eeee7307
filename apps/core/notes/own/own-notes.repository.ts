import { Injectable } from '@nestjs/common';
import { Database, type Statement } from '#libs/database';
import type { StoredContent, StoredLabel } from '../note-cipher.js';
import { expiryValuesOf, type Expiry } from '../note.js';
import type { EraseResult } from '../notes.sql.js';
import type { PageCursor } from '../../http/paging/page-cursor.js';
import type { OwnNote } from './own-note.js';
import * as sql from './own-notes.sql.js';

export type ListedState = keyof typeof sql.listStatements;

export interface ListedRow extends StoredLabel {
  id: string;
  slug: string;
  sealed: boolean;
  hasPassword: boolean;
  reusable: boolean;
  createdAt: Date;
  expiresAt: Date | null;
  readAt: Date | null;
  reads: number;
  lastReadAt: Date | null;
  keyId: string | null;
  keyFingerprint: Buffer | null;
  /** Null for a note that has a password, is sealed, was read or has expired. */
  content: Buffer | null;
}

export interface ExpiryChange {
  expiry: Expiry | undefined;
  reusable: boolean | undefined;
}

type LabelChange = StoredLabel | undefined;

const FIRST_PAGE = { createdAt: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

@Injectable()
export class OwnNotesRepository {
  constructor(private readonly database: Database) {}

  /** Returns notes, newest first. A page ends early, with `hasMore`, once its content exceeds `maxBytes`. */
  async list(
    authorId: string,
    state: ListedState,
    after: PageCursor | null,
    limit: number,
    maxBytes: number,
  ): Promise<{ notes: ListedRow[]; hasMore: boolean }> {
    const { createdAt, id } = after ?? FIRST_PAGE;
    const values = [authorId, createdAt, id, limit, maxBytes];
    const rows = await this.database.query<ListedRow & { found: number }>(sql.listStatements[state], values);
    return { notes: rows, hasMore: (rows[0]?.found ?? 0) > rows.length };
  }

  async find(authorId: string, slug: string): Promise<OwnNote | null> {
    return (await this.database.query<OwnNote>(sql.findOwn, [slug, authorId]))[0] ?? null;
  }

  changeExpiry(authorId: string, slug: string, change: ExpiryChange, maxTtlSeconds: number | null) {
    const values = [...expiryValues(authorId, slug, change, maxTtlSeconds), change.reusable ?? null];
    return this.changes(sql.changeExpiry, values);
  }

  async wouldExpire(authorId: string, slug: string, change: ExpiryChange, maxTtlSeconds: number | null) {
    const values = expiryValues(authorId, slug, change, maxTtlSeconds);
    const [row] = await this.database.query<{ wouldExpire: boolean }>(sql.explainExpiry, values);
    return row?.wouldExpire === true;
  }

  changePassword(authorId: string, slug: string, passwordHash: string): Promise<boolean> {
    return this.changes(sql.changePassword, [slug, authorId, passwordHash]);
  }

  changeContent(
    authorId: string,
    slug: string,
    envelope: { hasPassword: boolean } | null,
    { keyId, keyFingerprint, content }: StoredContent,
    label: LabelChange,
  ): Promise<boolean> {
    const type = [envelope !== null, envelope?.hasPassword ?? null];
    const contentValues = [keyId, keyFingerprint, content];
    const { label: data = null, labelKeyId = null, labelKeyFingerprint = null } = label ?? {};
    const labelValues = [label !== undefined, data, labelKeyId, labelKeyFingerprint];
    return this.changes(sql.changeContent, [slug, authorId, ...type, ...contentValues, ...labelValues]);
  }

  async delete(authorId: string, slug: string): Promise<EraseResult | null> {
    return (await this.database.query<EraseResult>(sql.deleteOwn, [slug, authorId]))[0] ?? null;
  }

  changeLabel(authorId: string, slug: string, changed: StoredLabel): Promise<boolean> {
    const { label, labelKeyId, labelKeyFingerprint } = changed;
    return this.changes(sql.changeLabel, [slug, authorId, label, labelKeyId, labelKeyFingerprint]);
  }

  private async changes(statement: Statement, values: unknown[]): Promise<boolean> {
    return (await this.database.query(statement, values)).length > 0;
  }
}

function expiryValues(
  authorId: string,
  slug: string,
  { expiry }: ExpiryChange,
  maxTtlSeconds: number | null,
) {
  const { expiresAt, ttlSeconds } = expiryValuesOf(expiry ?? 'never');
  return [slug, authorId, expiry !== undefined, expiresAt, ttlSeconds, maxTtlSeconds];
}
