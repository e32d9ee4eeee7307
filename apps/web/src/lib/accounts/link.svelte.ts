import { takeFromFragment } from './link-token.js';
import { Submission } from './submission.svelte.js';

export type LinkState = 'ready' | 'incomplete' | 'done' | 'used' | 'expired' | 'unknown' | 'taken';

const STATE_OF_PROBLEM = new Map<string, LinkState>([
  ['link_used', 'used'],
  ['link_expired', 'expired'],
  ['link_unknown', 'unknown'],
  ['email_in_use', 'taken'],
]);

/** A link of a mail, opened: nothing happens until a person presses the button. */
export class Link {
  state = $state<LinkState>('ready');
  readonly submission = new Submission();
  private token: string | null = null;

  /** To be called in the browser as soon as the page is there, and when its fragment changes. */
  open(): void {
    this.token = takeFromFragment('t');
    this.state = this.token === null ? 'incomplete' : 'ready';
    this.submission.problem = null;
  }

  async use(act: (token: string) => Promise<void>): Promise<void> {
    const { token } = this;
    if (token === null) return;
    const worked = await this.submission.run(() => act(token));
    const problem = this.submission.problem;
    this.state = worked ? 'done' : (STATE_OF_PROBLEM.get(problem?.kind ?? '') ?? this.state);
  }
}
