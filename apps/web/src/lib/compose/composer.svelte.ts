import { randomKey, type CreatedNote, type NewNote } from '#libs/api-client';
import { seal } from '#libs/note-crypto';
import { notesClient } from '../api/notes-client.js';
import { noteProblemOf, type NoteProblem } from '../problems/note-problem.js';
import { receipts } from '../receipts/receipts.svelte.js';
import { sessionHint } from '../session/session-hint.js';
import { deleteDraft } from './draft-store.js';
import { expiryOf, type ExpiryChoice } from './options/expiry.js';

export interface NoteLink {
  /** Without the fragment. */
  url: string;
  linkSecret: string;
  /** Empty for none. */
  password: string;
  expiresAt: Date | null;
  reusable: boolean;
}

interface Attempt {
  /** Input of the form; an attempt with the same input is repeated, not sealed again. */
  fingerprint: string;
  note: NewNote;
  linkSecret: string;
  idempotencyKey: string;
}

const SLUG = /^[A-Za-z0-9_-]{1,255}$/;

export class Composer {
  text = $state('');
  expiry = $state<ExpiryChoice>('7d');
  customTime = $state('');
  reusable = $state(false);
  password = $state('');
  slug = $state('');
  busy = $state(false);
  problem = $state<NoteProblem | null>(null);
  sent = $state<NoteLink | null>(null);

  private attempt: Attempt | null = null;

  /** Returns the link, or null with `problem` set; the input stays on failure. */
  async create(): Promise<string | null> {
    const expiresAt = expiryOf(this.expiry, this.customTime, new Date());
    this.problem = this.validate(expiresAt);
    if (this.problem !== null || expiresAt === undefined) return null;
    this.busy = true;
    try {
      const attempt = await this.seal(expiresAt);
      const { slug, receipt } = await send(attempt.note, attempt.idempotencyKey);
      return this.finish(slug, receipt, attempt.linkSecret, expiresAt);
    } catch (error) {
      this.problem = noteProblemOf(error, navigator.onLine);
      return null;
    } finally {
      this.busy = false;
    }
  }

  startOver(): void {
    Object.assign(this, { text: '', expiry: '7d', customTime: '', reusable: false, password: '', slug: '' });
    this.sent = null;
    this.attempt = null;
  }

  private validate(expiresAt: Date | null | undefined): NoteProblem | null {
    if (expiresAt === undefined) return { kind: 'expiry_past' };
    return this.slug !== '' && !SLUG.test(this.slug) ? { kind: 'slug_invalid' } : null;
  }

  /** Sealing again under the same idempotency key would create a link that does not open the stored note. */
  private async seal(expiresAt: Date | null): Promise<Attempt> {
    const { text, password, slug, reusable, expiry, customTime } = this;
    const fingerprint = JSON.stringify({ text, password, slug, reusable, expiry, customTime });
    if (this.attempt?.fingerprint === fingerprint) return this.attempt;
    const { envelope, linkSecret, accessProof, linkProof } = await seal(text, { password });
    const note: NewNote = {
      content: envelope,
      password: accessProof,
      linkProof,
      reusable,
      expiresAt,
      ...(slug !== '' && { slug }),
    };
    this.attempt = { fingerprint, note, linkSecret, idempotencyKey: randomKey() };
    return this.attempt;
  }

  private finish(slug: string, receipt: string, linkSecret: string, expiresAt: Date | null): string {
    const { reusable, password } = this;
    const url = `${location.origin}/secret/${slug}`;
    receipts.add({
      slug,
      receipt,
      createdAt: new Date().toISOString(),
      ...(expiresAt && { expiresAt: expiresAt.toISOString() }),
      reusable,
    });
    this.sent = { url, linkSecret, password, expiresAt, reusable };
    this.text = '';
    deleteDraft();
    return `${url}#${linkSecret}`;
  }
}

/** Loads the session code only in browsers that may have a session. */
async function send(note: NewNote, idempotencyKey: string): Promise<CreatedNote> {
  if (!sessionHint.has()) return notesClient.create(note, { idempotencyKey });
  const { createAsAuthor } = await import('../session/create-as-author.js');
  return createAsAuthor(note, idempotencyKey);
}
