import { m } from '$lib/paraglide/messages.js';
import { isEmailLike } from './email.js';
import { problemText } from '../problems/problem-text.js';
import { Submission } from '../ui/forms/submission.svelte.js';

/** State of a form with email and password. */
export class Credentials {
  /** Problems that are shown at a field. */
  static readonly fieldProblems = ['invalid_email', 'weak_password', 'wrong_credentials'];

  email = $state('');
  password = $state('');
  readonly submission = new Submission();
  private missing = $state<'email' | 'password' | null>(null);

  get emailError(): string | null {
    return this.missing === 'email' ? m.email_missing() : this.errorOf('invalid_email');
  }

  get passwordError(): string | null {
    if (this.missing === 'password') return m.new_password_missing();
    return this.errorOf('weak_password') ?? this.errorOf('wrong_credentials');
  }

  /** @returns false if a field is missing or the request failed */
  async submit(act: (email: string, password: string) => Promise<unknown>): Promise<boolean> {
    const email = this.email.trim();
    this.missing = missingOf(email, this.password);
    if (this.missing === null) return this.submission.run(() => act(email, this.password));
    this.submission.problem = null;
    return false;
  }

  private errorOf(kind: string): string | null {
    const { problem } = this.submission;
    return problem?.kind === kind ? problemText(problem) : null;
  }
}

function missingOf(email: string, password: string): 'email' | 'password' | null {
  if (!isEmailLike(email)) return 'email';
  return password === '' ? 'password' : null;
}
