import { ApiError, type Me } from '#libs/api-client';
import { Submission } from '../accounts/submission.svelte.js';
import { accounts } from '../session/accounts.js';
import { session } from '../session/session.svelte.js';
import { ownSessionsOf, type OwnSession } from './sessions.js';

/** The account of whoever is signed in. What can be done to it throws what the call throws. */
export class Profile {
  /** Null until it came. */
  me = $state<Me | null>(null);
  sessions = $state<OwnSession[]>([]);
  readonly loading = new Submission();

  /** Also to look again: what is shown stays until there is newer. */
  load(): Promise<boolean> {
    return this.loading.run(async () => {
      const [me, sessions] = await session.call((token) =>
        Promise.all([accounts.me(token), accounts.sessions(token)]),
      );
      this.me = me;
      this.sessions = ownSessionsOf(sessions);
    });
  }

  changeEmail(email: string): Promise<void> {
    return session.call((token) => accounts.changeEmail(token, email));
  }

  /** Ends every other session. */
  async changePassword(current: string, next: string): Promise<void> {
    await session.call((token) => accounts.changePassword(token, current, next));
    this.sessions = this.sessions.filter((one) => one.current);
  }

  /** One that is over already counts as ended. */
  async endSession({ id }: OwnSession): Promise<void> {
    await session
      .call((token) => accounts.endSession(token, id))
      .catch((error: unknown) => {
        if (!(error instanceof ApiError && error.code === 'session.not_found')) throw error;
      });
    this.sessions = this.sessions.filter((one) => one.id !== id);
  }

  delete(password: string): Promise<void> {
    return session.call((token) => accounts.deleteAccount(token, password));
  }
}
