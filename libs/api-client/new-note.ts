import type { CreatedNoteBody, CreateNoteBody } from './schema-types.js';

export interface NewNote {
  /** Text of a plain note, or envelope of a sealed one. */
  content: string;
  slug?: string | undefined;
  /** Password of a plain note, or access proof of a sealed one. */
  password?: string | undefined;
  linkProof?: string | undefined;
  /** Readable until it expires instead of once. Requires an expiry. */
  reusable?: boolean | undefined;
  /** Lifetime in seconds by the clock of the server. Not with `expiresAt`. */
  expiresIn?: number | undefined;
  /** Null: never, unless the server caps the lifetime. */
  expiresAt?: Date | null | undefined;
  label?: string | undefined;
  /** Email a notice when the note is read or expires unread. Undefined: the default of the account. */
  notify?: boolean | undefined;
  /** Key of a confirmed address, for senders without an account. */
  noticeKey?: string | undefined;
}

export interface CreatedNote {
  slug: string;
  receipt: string;
  expiresAt?: Date;
}

type Sent<Body> = { [Name in keyof Body]: Body[Name] | undefined };

export function newNoteBody(note: NewNote): Sent<CreateNoteBody> {
  const { linkProof, reusable, expiresIn, expiresAt, noticeKey, ...fields } = note;
  return {
    ...fields,
    link_proof: linkProof,
    keep_before_expiration: reusable,
    notice_key: noticeKey,
    expires_in: expiresIn,
    expires_at: expiresAt === null ? null : expiresAt?.toISOString(),
  };
}

export function createdNoteOf({ expires_at: expiresAt, ...created }: CreatedNoteBody): CreatedNote {
  return { ...created, ...(expiresAt !== undefined && { expiresAt: new Date(expiresAt) }) };
}
