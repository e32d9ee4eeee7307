import { parseEnvelope, EnvelopeError, type EnvelopeInfo } from '#libs/note-crypto';
import {
  ContentEmptyError,
  ContentTooLongError,
  EnvelopeUnsupportedError,
  KeepWithoutExpiryError,
  ProofMalformedError,
  SlugInvalidError,
} from './notes.errors.js';

/** What someone asks to be kept. */
export interface NoteDraft {
  content: string;
  /** Null: we choose one. */
  slug: string | null;
  /** A human password of a plain note, or the access proof of a sealed one. */
  password: string | null;
  keepBeforeExpiration: boolean;
  /** Null: never. */
  expiresAt: Date | null;
}

/** What a reader gets. */
export interface OpenedNote {
  slug: string;
  content: string;
  keepBeforeExpiration: boolean;
  hasPassword: boolean;
  createdAt: Date;
  expiresAt: Date | null;
}

export type NoteState = 'unread' | 'read' | 'expired' | 'deleted';

/** Wrong passwords of one note: so many within the window lock it. The window and the lock run in PostgreSQL. */
export const PASSWORD_TRIES = { allowed: 10, windowMinutes: 10, lockMinutes: 15 } as const;

/** How long a note that was read, has expired or was deleted is remembered, without its content. */
export const TOMBSTONE_DAYS = 30;

const SLUG = /^[A-Za-z0-9_-]{1,255}$/;
const ACCESS_PROOF = /^[A-Za-z0-9_-]{43}$/;

/** Words that stand where a slug would in the addresses of the API. */
export const RESERVED_SLUGS = [
  'read',
  'unread',
  'expires',
  'password',
  'view',
  'meta',
  'ack',
  'receipt',
] as const;

/** JSON may write a character of two bytes as six (`\u00e9`); the rest is for the other fields. */
export function bodyLimitBytes(maxContentBytes: number): number {
  return maxContentBytes * 3 + 16 * 1_024;
}

export function isSlug(text: string): boolean {
  return SLUG.test(text);
}

/** @throws {ContentEmptyError} @throws {ContentTooLongError} */
export function checkContent(content: string, maxContentBytes: number): void {
  if (content === '') throw new ContentEmptyError();
  if (Buffer.byteLength(content) > maxContentBytes) throw new ContentTooLongError(maxContentBytes);
}

/**
 * Checks a draft as far as no database is needed. Whether it has expired or its slug is taken, PostgreSQL says.
 *
 * @throws a PublicError of notes.errors.ts, the first that applies in the order of the contract
 */
export function checkDraft(draft: NoteDraft, maxContentBytes: number): void {
  checkContent(draft.content, maxContentBytes);
  if (draft.slug !== null && !isSlug(draft.slug)) throw new SlugInvalidError();
  if (draft.keepBeforeExpiration && draft.expiresAt === null) throw new KeepWithoutExpiryError();
}

export type Seal = { sealed: false } | { sealed: true; asksForPassword: boolean; accessProof: string };

/**
 * Whether a draft is a sealed note: its content is an envelope, and then its password is an access proof.
 *
 * @throws {EnvelopeUnsupportedError} for an envelope of a version that we do not know
 * @throws {ProofMalformedError} for an envelope without an access proof: whoever knew the slug could burn it
 */
export function sealOf(draft: NoteDraft): Seal {
  const envelope = envelopeOf(draft.content);
  if (envelope === null) return { sealed: false };
  if (draft.password === null || !ACCESS_PROOF.test(draft.password)) throw new ProofMalformedError();
  return { sealed: true, asksForPassword: envelope.hasPassword, accessProof: draft.password };
}

/**
 * What can be seen of the envelope that the content is; null for plain text.
 *
 * @throws {EnvelopeUnsupportedError} for an envelope of a version that we do not know
 */
export function envelopeOf(content: string): EnvelopeInfo | null {
  try {
    return parseEnvelope(content);
  } catch (error) {
    if (error instanceof EnvelopeError) throw new EnvelopeUnsupportedError();
    throw error;
  }
}
