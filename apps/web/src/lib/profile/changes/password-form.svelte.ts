import { problemText } from '../../problems/problem-text.js';
import { Submission } from '../../ui/forms/submission.svelte.js';
import { m } from '../../paraglide/messages.js';

/** State of a form with the current and possibly a new password. */
export class PasswordForm {
  /** Problems that are shown at a field. */
  static readonly fieldProblems = ['wrong_credentials', 'weak_password'];

  current = $state('');
  next = $state('');
  readonly submission = new Submission();

  constructor(private readonly hasPassword: () => boolean) {}

  get needsCurrent(): boolean {
    return this.hasPassword();
  }

  get isComplete(): boolean {
    return !this.needsCurrent || this.current !== '';
  }

  get currentError(): string | null {
    if (this.submission.missing === 'current') return m.profile_password_missing();
    return this.submission.problem?.kind === 'wrong_credentials' ? m.profile_password_wrong() : null;
  }

  get nextError(): string | null {
    const { problem, missing } = this.submission;
    if (missing === 'next') return m.new_password_missing();
    return problem?.kind === 'weak_password' ? problemText(problem) : null;
  }

  submit(send: (current: string) => Promise<void>): Promise<boolean> {
    return this.run(this.isComplete ? null : 'current', () => send(this.current));
  }

  submitBoth(send: (current: string, next: string) => Promise<void>): Promise<boolean> {
    const nextMissing = this.next === '' ? 'next' : null;
    return this.run(this.isComplete ? nextMissing : 'current', () => send(this.current, this.next));
  }

  private async run(missing: 'current' | 'next' | null, send: () => Promise<void>): Promise<boolean> {
    if (missing === null) return this.submission.run(send);
    this.submission.reject(missing);
    return false;
  }
}
