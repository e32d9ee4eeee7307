import { parseEnvelope, EnvelopeError, type EnvelopeInfo } from '#libs/note-crypto';
import {
  ContentEmptyError,
  ContentTooLongError,
  EnvelopeUnsupportedError,
  ReusableWithoutExpiryError,
  ProofMalformedError,
  SlugInvalidError,
} from './notes.errors.js';

export interface NoteDraft {
  content: string;
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

export const PASSWORD_ATTEMPTS = { allowed: 10, windowMinutes: 10, lockMinutes: 15, inTotal: 100 } as const;

const SLUG = /^[A-Za-z0-9_-]{1,255}$/;
const ACCESS_PROOF = /^[A-Za-z0-9_-]{43}$/;

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

/** Copied passwords often bring white space along. One of white space alone stays as it is. */
export function trimPassword(password: string): string {
  return password.trim() || password;
}

export function checkContent(content: string, maxContentBytes: number): void {
  if (content === '') throw new ContentEmptyError();
  if (Buffer.byteLength(content) > maxContentBytes) throw new ContentTooLongError(maxContentBytes);
}

/** Throws the first error in the order of the contract. PostgreSQL checks the expiry and whether the slug is taken. */
export function checkDraft(draft: NoteDraft, maxContentBytes: number): void {
  checkContent(draft.content, maxContentBytes);
  if (draft.slug !== null && !isSlug(draft.slug)) throw new SlugInvalidError();
  if (draft.reusable && draft.expiresAt === null) throw new ReusableWithoutExpiryError();
}

export type NoteType = { sealed: false } | { sealed: true; hasPassword: boolean; accessProof: string };

/** Rejects an envelope without an access proof: otherwise the slug alone would suffice to burn the note. */
export function typeOf(draft: NoteDraft): NoteType {
  const envelope = envelopeOf(draft.content);
  if (envelope === null) return { sealed: false };
  if (draft.password === null || !ACCESS_PROOF.test(draft.password)) throw new ProofMalformedError();
  return { sealed: true, hasPassword: envelope.hasPassword, accessProof: draft.password };
}

export function envelopeOf(content: string): EnvelopeInfo | null {
  try {
    return parseEnvelope(content);
  } catch (error) {
    if (error instanceof EnvelopeError) throw new EnvelopeUnsupportedError();
    throw error;
  }
}
