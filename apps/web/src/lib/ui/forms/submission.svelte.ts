import { accountProblemOf, type AccountProblem } from '../../problems/account-problem.js';

export class Submission {
  busy = $state(false);
  problem = $state<AccountProblem | null>(null);
  /** Name of the field without usable input, because of which nothing was sent. */
  missing = $state<string | null>(null);

  /** @returns false on failure; `problem` then has the reason */
  async run(send: () => Promise<unknown>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.dismiss();
    try {
      await send();
      return true;
    } catch (error) {
      this.problem = accountProblemOf(error, navigator.onLine);
      return false;
    } finally {
      this.busy = false;
    }
  }

  reject(field: string): void {
    this.problem = null;
    this.missing = field;
  }

  dismiss(): void {
    this.problem = null;
    this.missing = null;
  }
}
