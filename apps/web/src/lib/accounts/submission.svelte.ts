import { accountProblemOf, type AccountProblem } from './account-problem.js';

/** One form on its way to the server, at most once at a time. */
export class Submission {
  busy = $state(false);
  problem = $state<AccountProblem | null>(null);

  /** @returns whether it worked; if not, `problem` says why */
  async run(act: () => Promise<unknown>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.problem = null;
    try {
      await act();
      return true;
    } catch (error) {
      this.problem = accountProblemOf(error, navigator.onLine);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
