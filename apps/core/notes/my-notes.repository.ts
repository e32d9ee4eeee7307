import { Inject, Injectable } from '@nestjs/common';
import { Database, type Statement } from '#libs/database';
import * as sql from './my-notes.sql.js';
import type { StoredContent } from './note-cipher.js';
import type { NoteCursor } from './note-cursor.js';
import type { Erasure } from './notes.repository.js';

export type ListedState = keyof typeof sql.listStatements;

export interface ListedRow {
  id: string;
  slug: string;
  sealed: boolean;
  hasPassword: boolean;
  keepBeforeExpiration: boolean;
  createdAt: Date;
  expiresAt: Date | null;
  readAt: Date | null;
  /** Null for a note that has a password, is sealed, was read, or has expired. */
  stored: StoredContent | null;
}

export interface OwnNote {
  id: string;
  slug: string;
  sealed: boolean;
  createdAt: Date;
  expiresAt: Date | null;
  readAt: Date | null;
  expired: boolean;
}

export interface ExpiryChange {
  /** Null: never. Undefined: as it is. */
  expiresAt: Date | null | undefined;
  keepBeforeExpiration: boolean | undefined;
}

/** Before every note that a first page could leave out. */
const BEGINNING = { createdAt: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

/** The notes of one author: every statement asks for it. */
@Injectable()
export class MyNotesRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Newest first. A page ends early once its content comes to so many bytes; then `hasMore` says so. */
  async list(
    authorId: string,
    state: ListedState,
    after: NoteCursor | null,
    limit: number,
    maxBytes: number,
  ): Promise<{ notes: ListedRow[]; hasMore: boolean }> {
    const { createdAt, id } = after ?? BEGINNING;
    const values = [authorId, createdAt, id, limit, maxBytes];
    const rows = await this.database.query<SelectedRow>(sql.listStatements[state], values);
    return { notes: rows.map(listed), hasMore: (rows[0]?.found ?? 0) > rows.length };
  }

  async find(authorId: string, slug: string): Promise<OwnNote | null> {
    const [row] = await this.database.query<FoundRow>(sql.findOwn, [slug, authorId]);
    if (row === undefined) return null;
    const { created_at: createdAt, expires_at: expiresAt, read_at: readAt, ...same } = row;
    return { ...same, createdAt, expiresAt, readAt };
  }

  /** @param maxTtlSeconds from its creation on, whatever was asked; null for no limit */
  changeExpiry(authorId: string, slug: string, change: ExpiryChange, maxTtlSeconds: number | null) {
    const { expiresAt, keepBeforeExpiration } = change;
    const times = [expiresAt !== undefined, expiresAt ?? null, maxTtlSeconds];
    return this.changes(sql.changeExpiry, [slug, authorId, ...times, keepBeforeExpiration ?? null]);
  }

  /** Whether the note would have expired already. */
  async isOver(authorId: string, slug: string, { expiresAt }: ExpiryChange, maxTtlSeconds: number | null) {
    const times = [expiresAt !== undefined, expiresAt ?? null, maxTtlSeconds];
    const [row] = await this.database.query<{ is_over: boolean }>(sql.explainExpiry, [
      slug,
      authorId,
      ...times,
    ]);
    return row?.is_over === true;
  }

  changePassword(authorId: string, slug: string, passwordHash: string): Promise<boolean> {
    return this.changes(sql.changePassword, [slug, authorId, passwordHash]);
  }

  /** @param envelope what can be seen of it; null for a plain note */
  changeContent(
    authorId: string,
    slug: string,
    envelope: { hasPassword: boolean } | null,
    { keyId, content }: StoredContent,
  ): Promise<boolean> {
    const seal = [envelope !== null, envelope?.hasPassword ?? null];
    return this.changes(sql.changeContent, [slug, authorId, ...seal, keyId, content]);
  }

  async delete(authorId: string, slug: string): Promise<Erasure | null> {
    return (await this.database.query<Erasure>(sql.deleteOwn, [slug, authorId]))[0] ?? null;
  }

  private async changes(statement: Statement, values: unknown[]): Promise<boolean> {
    return (await this.database.query(statement, values)).length > 0;
  }
}

interface FoundRow {
  id: string;
  slug: string;
  sealed: boolean;
  created_at: Date;
  expires_at: Date | null;
  read_at: Date | null;
  expired: boolean;
}

interface SelectedRow extends FoundRow {
  has_password: boolean;
  keep_before_expiration: boolean;
  key_id: string | null;
  content: Buffer | null;
  found: number;
}

function listed(row: SelectedRow): ListedRow {
  return {
    id: row.id,
    slug: row.slug,
    sealed: row.sealed,
    hasPassword: row.has_password,
    keepBeforeExpiration: row.keep_before_expiration,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    readAt: row.read_at,
    stored: row.content === null ? null : { keyId: row.key_id, content: row.content },
  };
}
