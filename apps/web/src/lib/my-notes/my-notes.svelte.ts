import type { OwnNoteKind } from '#libs/api-client';
import { Submission } from '../accounts/submission.svelte.js';
import { client } from '../client.js';
import { accounts } from '../session/accounts.js';
import { session } from '../session/session.svelte.js';
import { endOf, myNoteOf, type End, type MyNote } from './my-note.js';

/** The notes of whoever is signed in, newest first: a list that grows by pages. */
export class MyNotes {
  /** Null until the first page came. */
  notes = $state<MyNote[] | null>(null);
  /** Of the notes that are shown. */
  kind = $state<OwnNoteKind>('all');
  next = $state<string | null>(null);
  loading = $state(new Submission());
  readonly loadingMore = new Submission();

  /** Begins anew with the first page. What is shown stays until it is there. */
  async show(kind: OwnNoteKind): Promise<boolean> {
    const loading = new Submission();
    this.loading = loading;
    return loading.run(async () => {
      const { notes, next } = await session.call((token) => accounts.listNotes(token, kind));
      // Another list was asked for meanwhile.
      if (this.loading !== loading) return;
      this.kind = kind;
      this.notes = notes.map(myNoteOf);
      this.next = next;
    });
  }

  async showMore(): Promise<boolean> {
    const { kind, next, loading } = this;
    if (next === null) return false;
    return this.loadingMore.run(async () => {
      const page = await session.call((token) => accounts.listNotes(token, kind, next));
      if (this.loading !== loading || this.kind !== kind) return;
      this.notes = [...(this.notes ?? []), ...page.notes.map(myNoteOf)];
      this.next = page.next;
    });
  }

  /**
   * The changes of a note throw what the call throws, but for its end.
   *
   * @returns what became of the note instead, null if it was changed
   */
  changeExpiry(note: MyNote, expiresAt: Date | null, kept: boolean): Promise<End | null> {
    const expiry = { expires_at: expiresAt?.toISOString() ?? null, keep_before_expiration: kept };
    return this.change(note, async (token) => {
      await accounts.changeExpiry(token, note.slug, expiry);
      // The server may allow less than was asked for.
      const allowed = (await client.meta(note.slug)).expires_at;
      note.expiresAt = allowed === undefined ? null : new Date(allowed);
      note.kept = kept;
    });
  }

  changeContent(note: MyNote, content: string): Promise<End | null> {
    return this.change(note, async (token) => {
      await accounts.changeContent(token, note.slug, content);
      if (!note.hasPassword) note.content = content;
    });
  }

  changePassword(note: MyNote, password: string): Promise<End | null> {
    return this.change(note, async (token) => {
      await accounts.changePasswordOfNote(token, note.slug, password);
      note.hasPassword = true;
      note.content = '';
    });
  }

  /** One that is gone already counts as deleted. */
  async delete(note: MyNote): Promise<void> {
    await this.change(note, (token) => accounts.deleteNote(token, note.slug));
    note.deleted = true;
  }

  private async change(note: MyNote, act: (token: string) => Promise<void>): Promise<End | null> {
    try {
      await session.call(act);
      return null;
    } catch (error) {
      const end = endOf(error, new Date());
      if (end === null) throw error;
      settle(note, end);
      return end;
    }
  }
}

function settle(note: MyNote, end: End): void {
  if (end.fate === 'read') note.readAt = end.readAt;
  else if (end.fate === 'expired') note.expiresAt = end.expiresAt;
  else note.deleted = true;
  note.content = '';
}
