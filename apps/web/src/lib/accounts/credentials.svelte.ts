import { parseEmailAddress } from '#libs/email-address';
import { m } from '$lib/paraglide/messages.js';
import { problemText } from '../problems/problem-text.js';
import { Submission } from '../ui/forms/submission.svelte.js';

export class Credentials {
  /** Problems that are shown at a field. */
  static readonly fieldProblems = ['invalid_email', 'weak_password', 'wrong_credentials'];

  password = $state('');
  readonly submission = new Submission();
  private typedEmail = $state('');

  get email(): string {
    return this.typedEmail;
  }

  /** Wrong credentials are reported at the password, but either may be wrong. */
  set email(email: string) {
    this.typedEmail = email;
    if (this.submission.problem?.kind === 'wrong_credentials') this.submission.dismiss();
  }

  get emailError(): string | null {
    return this.submission.missing === 'email' ? m.email_missing() : this.errorOf('invalid_email');
  }

  get passwordError(): string | null {
    if (this.submission.missing === 'password') return m.new_password_missing();
    return this.errorOf('weak_password') ?? this.errorOf('wrong_credentials');
  }

  /** @returns false if a field is missing or the request failed */
  async submit(act: (email: string, password: string) => Promise<unknown>): Promise<boolean> {
    const email = this.email.trim();
    const missing = missingOf(email, this.password);
    if (missing === null) return this.submission.run(() => act(email, this.password));
    this.submission.reject(missing);
    return false;
  }

  private errorOf(kind: string): string | null {
    const { problem } = this.submission;
    return problem?.kind === kind ? problemText(problem) : null;
  }
}

function missingOf(email: string, password: string): 'email' | 'password' | null {
  if (parseEmailAddress(email) === null) return 'email';
  return password === '' ? 'password' : null;
}
