import type { NoteFilter } from '#libs/api-client';
import { Submission } from '../ui/forms/submission.svelte.js';
import { notesClient } from '../api/notes-client.js';
import { accountsClient } from '../api/accounts-client.js';
import { session } from '../session/session.svelte.js';
import { endingOf, ownNoteOf, type NoteEnding, type OwnNote } from './own-note.js';

/** Paginated list of the author's notes, newest first. */
export class OwnNotes {
  /** Null until the first page arrives. */
  notes = $state<OwnNote[] | null>(null);
  filter = $state<NoteFilter>('all');
  next = $state<string | null>(null);
  loading = $state(new Submission());
  readonly loadingMore = new Submission();

  /** Loads the first page. The current notes stay visible until it arrives. */
  async show(filter: NoteFilter): Promise<boolean> {
    const loading = new Submission();
    this.loading = loading;
    return loading.run(async () => {
      const { notes, next } = await session.call((token) => accountsClient.listNotes(token, filter));
      // A later call has replaced this one.
      if (this.loading !== loading) return;
      this.filter = filter;
      this.notes = notes.map(ownNoteOf);
      this.next = next;
    });
  }

  async showMore(): Promise<boolean> {
    const { filter, next, loading } = this;
    if (next === null) return false;
    return this.loadingMore.run(async () => {
      const page = await session.call((token) => accountsClient.listNotes(token, filter, next));
      if (this.loading !== loading || this.filter !== filter) return;
      this.notes = [...(this.notes ?? []), ...page.notes.map(ownNoteOf)];
      this.next = page.next;
    });
  }

  /** Returns the ending of a note that can no longer be changed, otherwise null. */
  changeExpiry(note: OwnNote, expiresAt: Date | null, reusable: boolean): Promise<NoteEnding | null> {
    const expiry = { expires_at: expiresAt?.toISOString() ?? null, keep_before_expiration: reusable };
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

  /** Idempotent. */
  async delete(note: OwnNote): Promise<void> {
    await this.change(note, (token) => accountsClient.deleteNote(token, note.slug));
    note.deleted = true;
  }

  private async change(note: OwnNote, act: (token: string) => Promise<void>): Promise<NoteEnding | null> {
    try {
      await session.call(act);
      return null;
    } catch (error) {
      const ending = endingOf(error, new Date());
      if (ending === null) throw error;
      applyEnding(note, ending);
      return ending;
    }
  }
}

function applyEnding(note: OwnNote, ending: NoteEnding): void {
  if (ending.status === 'read') note.readAt = ending.readAt;
  else if (ending.status === 'expired') note.expiresAt = ending.expiresAt;
  else note.deleted = true;
  note.content = '';
}
