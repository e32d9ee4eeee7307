import type { Instance } from '#libs/api-client';
import { notesClient } from './notes-client.js';

class Limits {
  noteMaxBytes = $state(1_048_576);
  maxTtlSeconds = $state<number | null>(null);
  slugMinLength = $state(6);
  signUp = $state<NonNullable<Instance['sign_up']>>('open');
  signUpDomains = $state<string[]>([]);
  notesNeedAccount = $state(false);
  passwordSignIn = $state(true);

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
    this.signUp = instance.sign_up ?? 'open';
    this.signUpDomains = instance.sign_up_domains ?? [];
    this.passwordSignIn = instance.password_sign_in ?? true;
    this.notesNeedAccount = instance.create_notes === 'signed-in';
  }
}

export const limits = new Limits();
