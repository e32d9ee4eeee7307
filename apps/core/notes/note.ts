import { parseEnvelope, EnvelopeError, invisible, type EnvelopeInfo } from '#libs/note-crypto';
import type { NoticeWish } from '../notices/notice-recipients.js';
import {
  ContentEmptyError,
  ContentTooLongError,
  EnvelopeUnsupportedError,
  ReusableWithoutExpiryError,
  ProofMalformedError,
  ProofUnexpectedError,
  SlugInvalidError,
} from './notes.errors.js';

/** Seconds count by PostgreSQL's clock. */
export type Expiry = { at: Date } | { inSeconds: number } | 'never';

/** Both null: never. */
export interface ExpiryValues {
  expiresAt: Date | null;
  ttlSeconds: number | null;
}

export function expiryValuesOf(expiry: Expiry): ExpiryValues {
  if (expiry === 'never') return { expiresAt: null, ttlSeconds: null };
  return 'at' in expiry
    ? { expiresAt: expiry.at, ttlSeconds: null }
    : { expiresAt: null, ttlSeconds: expiry.inSeconds };
}

export interface NoteDraft {
  content: string;
  slug: string | null;
  /** Human password of a plain note, or access proof of a sealed one. */
  password: string | null;
  linkProof: string | null;
  reusable: boolean;
  expiry: Expiry | 'default';
  label: string | null;
  /** Name of the note in events, chosen by its author. */
  reference: string | null;
  notice: NoticeWish;
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

export const MAX_LABEL_LENGTH = 100;

/** Shortest custom link to offer. Clients of the original Onasty may send shorter ones. */
export const SLUG_MIN_LENGTH = 6;

const SLUG = /^[A-Za-z0-9_-]{1,255}$/;
export const BASE64URL_256_BITS = /^[A-Za-z0-9_-]{43}$/;

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

const SURROUNDING = new RegExp(`^${invisible.source}+|${invisible.source}+$`, 'g');

/** Copied passwords often bring white space along. One of white space alone stays as it is. */
export function trimPassword(password: string): string {
  return password.replaceAll(SURROUNDING, '') || password;
}

export function checkContent(content: string, maxContentBytes: number): void {
  if (content === '') throw new ContentEmptyError();
  if (Buffer.byteLength(content) > maxContentBytes) throw new ContentTooLongError(maxContentBytes);
}

/** Throws the first error in the order of the contract. PostgreSQL checks the expiry and whether the slug is taken. */
export function checkDraft(draft: NoteDraft, maxContentBytes: number): void {
  checkContent(draft.content, maxContentBytes);
  if (draft.slug !== null && !isSlug(draft.slug)) throw new SlugInvalidError();
  const hasExpiry = draft.expiry !== 'never' && draft.expiry !== 'default';
  if (draft.reusable && !hasExpiry) throw new ReusableWithoutExpiryError();
}

export type NoteType =
  | { sealed: false }
  | { sealed: true; hasPassword: boolean; accessProof: string; linkProof: string | null };

/** Rejects an envelope without an access proof: otherwise the slug alone would suffice to burn the note. */
export function typeOf(draft: NoteDraft): NoteType {
  const envelope = envelopeOf(draft.content);
  if (envelope === null) {
    if (draft.linkProof !== null) throw new ProofUnexpectedError();
    return { sealed: false };
  }
  if (draft.password === null || !BASE64URL_256_BITS.test(draft.password)) throw new ProofMalformedError();
  const { password: accessProof, linkProof } = draft;
  return { sealed: true, hasPassword: envelope.hasPassword, accessProof, linkProof };
}

export function envelopeOf(content: string): EnvelopeInfo | null {
  try {
    return parseEnvelope(content);
  } catch (error) {
    if (error instanceof EnvelopeError) throw new EnvelopeUnsupportedError();
    throw error;
  }
}
