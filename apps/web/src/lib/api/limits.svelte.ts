import type { Instance } from '#libs/api-client';
import { notesClient } from './notes-client.js';

/** Lifetime to preselect if the server states none. */
const PRESELECTED_SECONDS = 604_800;

/** A server may have written it into the page, which then shows nothing else at first. */
const isMarkedReadOnly = () =>
  !import.meta.env.SSR && document.documentElement.hasAttribute('data-read-only');

class Limits {
  noteMaxBytes = $state(1_048_576);
  maxTtlSeconds = $state<number | null>(null);
  preselectedTtlSeconds = $state(PRESELECTED_SECONDS);
  lifetimesSeconds = $state<(number | null)[] | null>(null);
  passwordRequired = $state(false);
  reusableNotes = $state(true);
  customLinks = $state(true);
  readOnly = $state(isMarkedReadOnly());
  slugMinLength = $state(6);
  signUp = $state<NonNullable<Instance['sign_up']>>('open');
  signUpDomains = $state<string[]>([]);
  notesNeedAccount = $state(false);
  passwordSignIn = $state(true);
  /** Also if this server shows its mails itself. */
  hasMail = $state(true);

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
    this.preselectedTtlSeconds = instance.note_preselected_ttl_seconds ?? PRESELECTED_SECONDS;
    this.lifetimesSeconds = instance.note_lifetimes_seconds ?? null;
    this.passwordRequired = instance.note_password === 'required';
    this.reusableNotes = instance.reusable_notes ?? true;
    this.customLinks = instance.custom_links ?? true;
    this.readOnly = instance.read_only ?? false;
    this.signUp = instance.sign_up ?? 'open';
    this.signUpDomains = instance.sign_up_domains ?? [];
    this.passwordSignIn = instance.password_sign_in ?? true;
    this.hasMail = (instance.sends_mail ?? true) || instance.mailbox_path !== undefined;
    this.notesNeedAccount = instance.create_notes === 'signed-in';
  }
}

export const limits = new Limits();
