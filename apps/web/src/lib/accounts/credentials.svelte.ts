import { m } from '$lib/paraglide/messages.js';
import { looksLikeEmail } from './email.js';
import { wordsOf } from './problem-words.js';
import { Submission } from './submission.svelte.js';

/** An address and a password being typed, and what is wrong with each. */
export class Credentials {
  /** Problems that are said beside a field. */
  static readonly saidByFields = ['invalid_email', 'weak_password', 'wrong_credentials'];

  email = $state('');
  password = $state('');
  readonly submission = new Submission();
  private missing = $state<'email' | 'password' | null>(null);

  get emailFault(): string | null {
    return this.missing === 'email' ? m.email_missing() : this.faultOf('invalid_email');
  }

  get passwordFault(): string | null {
    if (this.missing === 'password') return m.new_password_missing();
    return this.faultOf('weak_password') ?? this.faultOf('wrong_credentials');
  }

  /** @returns whether it worked */
  async submit(act: (email: string, password: string) => Promise<unknown>): Promise<boolean> {
    const email = this.email.trim();
    this.missing = missingOf(email, this.password);
    if (this.missing === null) return this.submission.run(() => act(email, this.password));
    this.submission.problem = null;
    return false;
  }

  private faultOf(kind: string): string | null {
    const { problem } = this.submission;
    return problem?.kind === kind ? wordsOf(problem) : null;
  }
}

function missingOf(email: string, password: string): 'email' | 'password' | null {
  if (!looksLikeEmail(email)) return 'email';
  return password === '' ? 'password' : null;
}
