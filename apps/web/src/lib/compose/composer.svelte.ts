import { randomKey, type CreatedNote, type CreateNote } from '#libs/api-client';
import { seal } from '#libs/note-crypto';
import { client } from '../client.js';
import { problemOf, type Problem } from '../problem.js';
import { receipts } from '../receipts/receipts.svelte.js';
import { mark } from '../session/mark.js';
import { forgetDraft } from './draft-store.js';
import { expiryOf, type ExpiryChoice } from './expiry.js';

export interface SentLink {
  /** Without the key: for those who send the two apart. */
  address: string;
  linkSecret: string;
  /** Empty when there is none. */
  password: string;
  expiresAt: Date | null;
  kept: boolean;
}

interface Attempt {
  /** What was typed when this was sealed: when it is still the same, the same request is repeated. */
  fingerprint: string;
  note: CreateNote;
  linkSecret: string;
  idempotencyKey: string;
}

const SLUG = /^[A-Za-z0-9_-]{1,255}$/;

/** The note being written, and its way to the server. */
export class Composer {
  text = $state('');
  expiry = $state<ExpiryChoice>('7d');
  customTime = $state('');
  kept = $state(false);
  password = $state('');
  slug = $state('');
  busy = $state(false);
  problem = $state<Problem | null>(null);
  sent = $state<SentLink | null>(null);

  private attempt: Attempt | null = null;

  /**
   * Seals the note in this browser and sends it. What was typed stays when that fails.
   *
   * @returns the whole link, or null when there is a problem to show
   */
  async create(): Promise<string | null> {
    const expiresAt = expiryOf(this.expiry, this.customTime, new Date());
    this.problem = this.fault(expiresAt);
    if (this.problem !== null || expiresAt === undefined) return null;
    this.busy = true;
    try {
      const attempt = await this.sealed(expiresAt);
      const { slug, receipt } = await send(attempt.note, attempt.idempotencyKey);
      return this.finish(slug, receipt, attempt.linkSecret, expiresAt);
    } catch (error) {
      this.problem = problemOf(error, navigator.onLine);
      return null;
    } finally {
      this.busy = false;
    }
  }

  startOver(): void {
    Object.assign(this, { text: '', expiry: '7d', customTime: '', kept: false, password: '', slug: '' });
    this.sent = null;
    this.attempt = null;
  }

  private fault(expiresAt: Date | null | undefined): Problem | null {
    if (expiresAt === undefined) return { kind: 'expiry_past' };
    return this.slug !== '' && !SLUG.test(this.slug) ? { kind: 'slug_invalid' } : null;
  }

  /** Sealing anew under the same key would make a link that does not fit a note that did arrive. */
  private async sealed(expiresAt: Date | null): Promise<Attempt> {
    const { text, password, slug, kept, expiry, customTime } = this;
    const fingerprint = JSON.stringify({ text, password, slug, kept, expiry, customTime });
    if (this.attempt?.fingerprint === fingerprint) return this.attempt;
    const { envelope, linkSecret, accessProof } = await seal(text, { password });
    const note: CreateNote = {
      content: envelope,
      password: accessProof,
      keep_before_expiration: kept,
      ...(slug !== '' && { slug }),
      ...(expiresAt && { expires_at: expiresAt.toISOString() }),
    };
    this.attempt = { fingerprint, note, linkSecret, idempotencyKey: randomKey() };
    return this.attempt;
  }

  private finish(slug: string, receipt: string, linkSecret: string, expiresAt: Date | null): string {
    const { kept, password } = this;
    const address = `${location.origin}/secret/${slug}`;
    receipts.add({
      slug,
      receipt,
      createdAt: new Date().toISOString(),
      ...(expiresAt && { expiresAt: expiresAt.toISOString() }),
      kept,
    });
    this.sent = { address, linkSecret, password, expiresAt, kept };
    this.text = '';
    forgetDraft();
    return `${address}#${linkSecret}`;
  }
}

/** What only signed-in people need is loaded for them alone. */
async function send(note: CreateNote, idempotencyKey: string): Promise<CreatedNote> {
  if (!mark.has()) return client.create(note, { idempotencyKey });
  const { createAsAuthor } = await import('../session/create-as-author.js');
  return createAsAuthor(note, idempotencyKey);
}
