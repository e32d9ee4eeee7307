import { takeSecret } from '../links/take-secret.js';
import { Submission } from '../ui/forms/submission.svelte.js';

export type MailLinkState = 'ready' | 'incomplete' | 'done' | 'used' | 'expired' | 'unknown' | 'taken';

const STATE_OF_PROBLEM = new Map<string, MailLinkState>([
  ['link_used', 'used'],
  ['link_expired', 'expired'],
  ['link_unknown', 'unknown'],
  ['email_in_use', 'taken'],
]);

/** Opened link of a mail. Nothing is sent until the user presses the button. */
export class MailLink {
  state = $state<MailLinkState>('ready');
  readonly submission = new Submission();
  private mailToken: string | null = null;

  /** Reads the token on mount and whenever the fragment changes. */
  open(): void {
    this.openWith(takeSecret());
  }

  openWith(mailToken: string | null): void {
    this.mailToken = mailToken;
    this.state = mailToken === null ? 'incomplete' : 'ready';
    this.submission.problem = null;
  }

  async submit(redeem: (token: string) => Promise<void>): Promise<void> {
    const { mailToken: token } = this;
    if (token === null) return;
    const succeeded = await this.submission.run(() => redeem(token));
    const problem = this.submission.problem;
    this.state = succeeded ? 'done' : (STATE_OF_PROBLEM.get(problem?.kind ?? '') ?? this.state);
  }
}
