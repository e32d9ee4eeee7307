import { wordsOf } from '../accounts/problem-words.js';
import { Submission } from '../accounts/submission.svelte.js';
import { m } from '../paraglide/messages.js';

/** The account's password being typed, perhaps with a new one, and what is wrong with each. */
export class PasswordForm {
  /** Problems that are said beside a field. */
  static readonly saidByFields = ['wrong_credentials', 'weak_password'];

  current = $state('');
  next = $state('');
  readonly submission = new Submission();
  private missing = $state<'current' | 'next' | null>(null);

  get currentFault(): string | null {
    if (this.missing === 'current') return m.profile_password_missing();
    return this.submission.problem?.kind === 'wrong_credentials' ? m.profile_password_wrong() : null;
  }

  get nextFault(): string | null {
    const { problem } = this.submission;
    if (this.missing === 'next') return m.new_password_missing();
    return problem?.kind === 'weak_password' ? wordsOf(problem) : null;
  }

  /** @returns whether it worked */
  submit(act: (current: string) => Promise<void>): Promise<boolean> {
    return this.run(this.current === '' ? 'current' : null, () => act(this.current));
  }

  /** @returns whether it worked */
  submitBoth(act: (current: string, next: string) => Promise<void>): Promise<boolean> {
    const nextMissing = this.next === '' ? 'next' : null;
    return this.run(this.current === '' ? 'current' : nextMissing, () => act(this.current, this.next));
  }

  private async run(missing: 'current' | 'next' | null, act: () => Promise<void>): Promise<boolean> {
    this.missing = missing;
    if (missing === null) return this.submission.run(act);
    this.submission.problem = null;
    return false;
  }
}
