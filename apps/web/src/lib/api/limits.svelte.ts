import { notesClient } from './notes-client.js';

/** Limits of this instance. Until the server has reported them, its defaults apply. */
class Limits {
  noteMaxBytes = $state(1_048_576);
  maxTtlSeconds = $state<number | null>(null);
  slugMinLength = $state(6);

  private loading: Promise<void> | null = null;

  load(): Promise<void> {
    this.loading ??= this.request().catch(() => void (this.loading = null));
    return this.loading;
  }

  private async request(): Promise<void> {
    const instance = await notesClient.instance();
    this.noteMaxBytes = instance.note_max_bytes;
    this.slugMinLength = instance.note_slug_min_length;
    this.maxTtlSeconds = instance.note_max_ttl_seconds ?? null;
  }
}

export const limits = new Limits();
