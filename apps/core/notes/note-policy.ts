import { SignInRequiredError } from '../identity/sessions/sessions.errors.js';
import type { Config } from '#libs/config';
import { typeOf, type Expiry, type NoteDraft } from './note.js';
import {
  CustomLinkNotAllowedError,
  LifetimeNotAllowedError,
  PasswordRequiredError,
  ReusableNotAllowedError,
} from './notes.errors.js';

export type NotePolicy = Config['notes']['policy'];

/** Lifetimes as on the wire, where null stands for no expiry. */
export function allowedLifetimes({ lifetimesSeconds }: NotePolicy): (number | null)[] | null {
  return lifetimesSeconds?.map((seconds) => (Number.isFinite(seconds) ? seconds : null)) ?? null;
}

/** Applies the rules of the operator to a new note. */
export function checkPolicy(draft: NoteDraft, authorId: string | null, policy: NotePolicy): void {
  if (policy.needsSignIn && authorId === null) throw new SignInRequiredError();
  if (draft.slug !== null && !policy.allowsCustomLinks) throw new CustomLinkNotAllowedError();
  const type = typeOf(draft);
  checkPassword(type.sealed ? type.hasPassword : draft.password !== null, policy);
  checkLifetime({ ...draft, expiry: draft.expiry === 'default' ? undefined : draft.expiry }, policy);
}

/** Applies them to the lifetime of a note, new or changed. An undefined field is not chosen. */
export function checkLifetime(
  { expiry, reusable }: { expiry: Expiry | undefined; reusable: boolean | undefined },
  policy: NotePolicy,
): void {
  if (reusable === true && !policy.allowsReusable) throw new ReusableNotAllowedError();
  const allowed = allowedLifetimes(policy);
  if (allowed === null || expiry === undefined || allowed.includes(secondsOf(expiry))) return;
  throw new LifetimeNotAllowedError(allowed);
}

/** @param hasPassword of a new note, or of an envelope that replaces the content of one */
export function checkPassword(hasPassword: boolean, { needsPassword }: NotePolicy): void {
  if (needsPassword && !hasPassword) throw new PasswordRequiredError();
}

/** A point in time is no lifetime that a server could allow: it depends on when the request arrives. */
function secondsOf(expiry: Expiry): number | null {
  if (expiry === 'never') return null;
  return 'inSeconds' in expiry ? expiry.inSeconds : NaN;
}
