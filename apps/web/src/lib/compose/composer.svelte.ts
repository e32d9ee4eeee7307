import { ApiError, randomKey } from '#libs/api-client';
import { seal } from '#libs/note-crypto';
import { limits } from '$lib/api/limits.svelte.js';
import { noteProblemOf, type NoteProblem } from '$lib/problems/note-problem.js';
import { receipts } from '$lib/receipts/receipts.svelte.js';
import { serverClock } from '$lib/server-clock.js';
import { loadFromTab, removeFromTab, saveInTab } from '$lib/tab-store.js';
import { confirmLeaving } from './confirm-leaving.js';
import {
  clearSent,
  EMPTY_DRAFT,
  hasInput,
  honouredDraft,
  isEmptyDraft,
  parseDraft,
  type NoteDraft,
} from './note-draft.js';
import { lifetimeSeconds } from './options/expiry.js';
import { createdLinks } from './result/created-links.svelte.js';
import type { NoteLink } from './result/note-link.js';
import { sendNote, type OutgoingNote, type SendResult } from './send-note.js';

interface Attempt {
  draft: NoteDraft;
  outgoing: OutgoingNote;
  linkSecret: string;
}

type ProblemField = 'text' | 'expiry' | 'password' | 'slug' | 'notice';

const FIELD_BY_PROBLEM = new Map<NoteProblem['kind'], ProblemField>([
  ['text_missing', 'text'],
  ['slug_taken', 'slug'],
  ['slug_invalid', 'slug'],
  ['slug_too_short', 'slug'],
  ['expiry_out_of_range', 'expiry'],
  ['password_required', 'password'],
  ['notice_unconfirmed', 'notice'],
]);
const STORED_DRAFT = 'draft';
const SLUG = /^[A-Za-z0-9_-]{1,255}$/;

/** State of the form, which belongs to the tab and survives its pages. */
export class Composer {
  draft = $state<NoteDraft>({ ...EMPTY_DRAFT });
  busy = $state(false);
  problem = $state<NoteProblem | null>(null);
  restored = $state(false);
  kept = $state(true);

  private restoring: Promise<void> | null = null;
  private attempt: Attempt | null = null;

  restore(): Promise<void> {
    this.restoring ??= this.load();
    return this.restoring;
  }

  async keep(): Promise<void> {
    if (!this.restored) return;
    if (isEmptyDraft(this.draft)) removeFromTab(STORED_DRAFT);
    else this.kept = await saveInTab(STORED_DRAFT, $state.snapshot(this.draft));
  }

  get hasInput(): boolean {
    return hasInput(this.draft);
  }

  get problemField(): ProblemField | null {
    return this.problem === null ? null : (FIELD_BY_PROBLEM.get(this.problem.kind) ?? null);
  }

  clearFieldProblem(): void {
    if (this.problemField !== null) this.problem = null;
  }

  /** Returns the link, or null with `problem` set; the draft stays on failure. */
  async create(): Promise<NoteLink | null> {
    await this.restore();
    if (this.busy) return null;
    const draft = honouredDraft($state.snapshot(this.draft), limits);
    const seconds = lifetimeSeconds(draft, serverClock.now(), limits);
    this.problem = problemIn(draft, seconds);
    if (this.problem !== null || seconds === undefined) return null;
    this.busy = true;
    try {
      const attempt = await this.seal(draft, seconds);
      return await this.finish(attempt, await sendNote(attempt.outgoing));
    } catch (error) {
      // The server has decided: the same request would fail again.
      if (error instanceof ApiError && error.status < 500) this.attempt = null;
      this.problem = noteProblemOf(error, navigator.onLine);
      return null;
    } finally {
      this.busy = false;
    }
  }

  private async load(): Promise<void> {
    const stored = parseDraft(await loadFromTab(STORED_DRAFT));
    if (stored !== null) this.draft = { ...stored, text: stored.text + this.draft.text };
    this.restored = true;
    confirmLeaving(() => this.hasInput);
  }

  /** Sealing again under the same idempotency key would create a link that does not open the stored note. */
  private async seal(draft: NoteDraft, seconds: number | null): Promise<Attempt> {
    if (this.attempt !== null && JSON.stringify(this.attempt.draft) === JSON.stringify(draft))
      return this.attempt;
    const { text, password, slug, label, reusable, notify } = draft;
    const { envelope, linkSecret, accessProof, linkProof } = await seal(text, { password });
    const note = {
      content: envelope,
      password: accessProof,
      linkProof,
      reusable,
      ...(slug !== '' && { slug }),
      ...(notify !== null && { notify }),
      ...(seconds === null ? { expiresAt: null } : { expiresIn: seconds }),
    };
    this.attempt = { draft, outgoing: { note, label, idempotencyKey: randomKey() }, linkSecret };
    return this.attempt;
  }

  private async finish({ draft, linkSecret }: Attempt, sent: SendResult): Promise<NoteLink> {
    const { slug, receipt, inAccount } = sent;
    const { reusable, password, label } = draft;
    const expiresAt = sent.expiresAt?.toISOString() ?? null;
    const link: NoteLink = {
      slug,
      url: `${location.origin}/secret/${slug}`,
      linkSecret,
      password,
      label,
      expiresAt,
      reusable,
      inAccount,
      copied: null,
    };
    await createdLinks.add(link);
    if (!inAccount)
      receipts.add({
        slug,
        receipt,
        createdAt: serverClock.now().toISOString(),
        reusable,
        ...(expiresAt !== null && { expiresAt }),
        ...(label !== '' && { label }),
      });
    this.attempt = null;
    clearSent(this.draft, draft);
    await this.keep();
    return link;
  }
}

export const composer = new Composer();

function problemIn(draft: NoteDraft, seconds: number | null | undefined): NoteProblem | null {
  if (draft.text === '') return { kind: 'text_missing' };
  if (seconds === undefined) return { kind: 'expiry_out_of_range' };
  if (limits.passwordRequired && draft.password === '') return { kind: 'password_required' };
  if (draft.slug === '') return null;
  if (!SLUG.test(draft.slug)) return { kind: 'slug_invalid' };
  return draft.slug.length < limits.slugMinLength ? { kind: 'slug_too_short' } : null;
}
