import { accountProblemOf, type AccountProblem } from '../problems/account-problem.js';
import { Submission } from '../ui/forms/submission.svelte.js';
import { notesClient } from '../api/notes-client.js';
import { accountsClient } from '../api/accounts-client.js';
import { forEachLimited } from '../for-each-limited.js';
import type { PollResult } from '../note-list/poll.js';
import { receipts } from '../receipts/receipts.svelte.js';
import { serverClock } from '../server-clock.js';
import { session } from '../session/session.svelte.js';
import { endingOf, ownNoteOf, type NoteEnding, type OwnNote } from './own-note.js';

export const PAGE_SIZE = 200;
const CONCURRENT_DELETIONS = 4;

/** All notes of the author, newest first. */
export class OwnNotes {
  notes = $state<OwnNote[] | null>(null);
  isComplete = $state(false);
  loading = $state(new Submission());
  /** Number of changes so far. */
  private changes = 0;

  /** Loads or reloads all notes. The current ones stay until then. */
  async load(): Promise<boolean> {
    const loading = new Submission();
    this.loading = loading;
    return loading.run(async () => {
      const loaded = await this.fetchAll((soFar) => {
        // A later call has replaced this one.
        if (this.loading !== loading) return false;
        if (!this.isComplete) this.notes = soFar;
        return true;
      });
      if (loaded === null) return;
      this.notes = loaded;
      this.isComplete = true;
      receipts.forgetListed(new Set(loaded.map(({ slug }) => slug)));
    });
  }

  /** Reloads the notes unnoticed, unless this page changes one during that. Deleted ones stay in the list. */
  async refresh(): Promise<PollResult> {
    const { changes, loading, notes } = this;
    if (loading.busy || notes === null) return 'same';
    const refreshing = new Submission();
    let result: PollResult = 'failed';
    await refreshing.run(async () => {
      const loaded = await this.fetchAll(() => this.loading === loading && this.changes === changes);
      result = 'same';
      if (loaded === null) return;
      if (eventsOf(loaded) !== eventsOf(notes.filter(({ deleted }) => !deleted))) result = 'changed';
      this.notes = withDeleted(loaded, notes);
      this.isComplete = true;
    });
    if (this.loading === loading) this.loading = refreshing;
    return result;
  }

  rename(note: OwnNote, label: string): Promise<NoteEnding | null> {
    return this.change(note, async (token) => {
      await accountsClient.changeLabel(token, note.slug, label);
      note.label = label;
    });
  }

  /** Returns the ending of a note that can no longer be changed, otherwise null. */
  changeExpiry(
    note: OwnNote,
    seconds: number | null | 'unchanged',
    reusable: boolean,
  ): Promise<NoteEnding | null> {
    const expiry = {
      ...(seconds === null && { expires_at: null }),
      ...(typeof seconds === 'number' && { expires_in: seconds }),
      keep_before_expiration: reusable,
    };
    return this.change(note, async (token) => {
      await accountsClient.changeExpiry(token, note.slug, expiry);
      // The server caps the lifetime.
      const allowed = (await notesClient.meta(note.slug)).expires_at;
      note.expiresAt = allowed === undefined ? null : new Date(allowed);
      note.reusable = reusable;
    });
  }

  changeContent(note: OwnNote, content: string): Promise<NoteEnding | null> {
    return this.change(note, async (token) => {
      await accountsClient.changeContent(token, note.slug, content);
      if (!note.hasPassword) note.content = content;
    });
  }

  changePassword(note: OwnNote, password: string): Promise<NoteEnding | null> {
    return this.change(note, async (token) => {
      await accountsClient.changePasswordOfNote(token, note.slug, password);
      note.hasPassword = true;
      note.content = '';
    });
  }

  /** Idempotent. The note stays in the list until it is loaded again. */
  async delete(note: OwnNote): Promise<void> {
    await this.change(note, (token) => accountsClient.deleteNote(token, note.slug));
    note.deleted = true;
  }

  /** Deletes the notes and removes them from the list, up to the first failure. */
  async deleteAll(notes: readonly OwnNote[]): Promise<{ removed: number; problem: AccountProblem | null }> {
    const removed = new Set<string>();
    const remove = async (note: OwnNote) => {
      if (!note.deleted) await this.delete(note);
      removed.add(note.slug);
    };
    const problem = await forEachLimited(notes, CONCURRENT_DELETIONS, remove).then(
      () => null,
      (error: unknown) => accountProblemOf(error, navigator.onLine),
    );
    this.notes = this.notes?.filter(({ slug }) => !removed.has(slug)) ?? null;
    return { removed: removed.size, problem };
  }

  /** Returns null once `goesOn` does not. */
  private async fetchAll(goesOn: (soFar: OwnNote[]) => boolean): Promise<OwnNote[] | null> {
    const loaded: OwnNote[] = [];
    let cursor: string | null = null;
    do {
      const page = await this.fetchPage(cursor);
      loaded.push(...page.notes.map(ownNoteOf));
      cursor = page.next;
      if (!goesOn([...loaded])) return null;
    } while (cursor !== null);
    return loaded;
  }

  private fetchPage(cursor: string | null) {
    const page = { limit: PAGE_SIZE, ...(cursor !== null && { cursor }) };
    return session.call((token) => accountsClient.listNotes(token, 'all', page));
  }

  private async change(note: OwnNote, act: (token: string) => Promise<void>): Promise<NoteEnding | null> {
    this.changes += 1;
    try {
      await session.call(act);
      return null;
    } catch (error) {
      const ending = endingOf(error, serverClock.now());
      if (ending === null) throw error;
      applyEnding(note, ending);
      return ending;
    } finally {
      this.changes += 1;
    }
  }
}

function eventsOf(notes: readonly OwnNote[]): string {
  return notes.map(({ slug, readAt, reads }) => `${slug} ${readAt?.getTime()} ${reads}`).join();
}

/** Inserts the notes that this page has deleted at their old places. */
function withDeleted(loaded: readonly OwnNote[], former: readonly OwnNote[]): OwnNote[] {
  const deleted = former.filter((note) => note.deleted && loaded.every(({ slug }) => slug !== note.slug));
  return [...loaded, ...deleted].toSorted(
    (one, other) => other.createdAt.getTime() - one.createdAt.getTime(),
  );
}

function applyEnding(note: OwnNote, ending: NoteEnding): void {
  if (ending.status === 'read') note.readAt = ending.readAt;
  else if (ending.status === 'expired') note.expiresAt = ending.expiresAt;
  else note.deleted = true;
  note.content = '';
}
