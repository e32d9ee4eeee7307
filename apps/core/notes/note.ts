import { parseEnvelope, EnvelopeError, type EnvelopeInfo } from '#libs/note-crypto';
import {
  ContentEmptyError,
  ContentTooLongError,
  EnvelopeUnsupportedError,
  ReusableWithoutExpiryError,
  ProofMalformedError,
  SlugInvalidError,
} from './notes.errors.js';

/** Note before it is stored. */
export interface NoteDraft {
  content: string;
  /** Null: generated. */
  slug: string | null;
  /** Human password of a plain note, or access proof of a sealed one. */
  password: string | null;
  reusable: boolean;
  /** Null: never. */
  expiresAt: Date | null;
}

export interface OpenedNote {
  slug: string;
  content: string;
  reusable: boolean;
  hasPassword: boolean;
  createdAt: Date;
  expiresAt: Date | null;
}

export type NoteState = 'unread' | 'read' | 'expired' | 'deleted';

/** Wrong passwords within the window that lock a note. */
export const PASSWORD_ATTEMPTS = { allowed: 10, windowMinutes: 10, lockMinutes: 15 } as const;

export const TOMBSTONE_DAYS = 30;

const SLUG = /^[A-Za-z0-9_-]{1,255}$/;
const ACCESS_PROOF = /^[A-Za-z0-9_-]{43}$/;

/** Path segments of the API at the place of a slug. */
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

export function isSlug(text: string): boolean {
  return SLUG.test(text);
}

/** @throws {ContentEmptyError} @throws {ContentTooLongError} */
export function checkContent(content: string, maxContentBytes: number): void {
  if (content === '') throw new ContentEmptyError();
  if (Buffer.byteLength(content) > maxContentBytes) throw new ContentTooLongError(maxContentBytes);
}

/**
 * Checks the rules that need no database. PostgreSQL decides whether the draft has expired or its slug is taken.
 *
 * @throws an error of notes.errors.ts, the first in the order of the contract
 */
export function checkDraft(draft: NoteDraft, maxContentBytes: number): void {
  checkContent(draft.content, maxContentBytes);
  if (draft.slug !== null && !isSlug(draft.slug)) throw new SlugInvalidError();
  if (draft.reusable && draft.expiresAt === null) throw new ReusableWithoutExpiryError();
}

export type NoteType = { sealed: false } | { sealed: true; hasPassword: boolean; accessProof: string };

/**
 * Tells a sealed note, whose content is an envelope and whose password is an access proof, from a plain one.
 *
 * @throws {EnvelopeUnsupportedError}
 * @throws {ProofMalformedError} for an envelope without an access proof, which its slug alone would let anyone burn
 */
export function typeOf(draft: NoteDraft): NoteType {
  const envelope = envelopeOf(draft.content);
  if (envelope === null) return { sealed: false };
  if (draft.password === null || !ACCESS_PROOF.test(draft.password)) throw new ProofMalformedError();
  return { sealed: true, hasPassword: envelope.hasPassword, accessProof: draft.password };
}

/**
 * Parses the public part of an envelope; returns null for plain text.
 *
 * @throws {EnvelopeUnsupportedError} for an envelope of an unknown version
 */
export function envelopeOf(content: string): EnvelopeInfo | null {
  try {
    return parseEnvelope(content);
  } catch (error) {
    if (error instanceof EnvelopeError) throw new EnvelopeUnsupportedError();
    throw error;
  }
}
