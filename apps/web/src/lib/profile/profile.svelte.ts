import { ApiError, type LinkedIdentity, type Me } from '#libs/api-client';
import { Submission } from '../ui/forms/submission.svelte.js';
import { accountsClient } from '../api/accounts-client.js';
import { session } from '../session/session.svelte.js';
import { ownIdentitiesOf, type OwnIdentity } from './identities.js';
import { ownSessionsOf, type OwnSession } from './sessions.js';

/** Account of the signed-in user. Methods throw what the API call throws. */
export class Profile {
  /** Null until loaded. */
  me = $state<Me | null>(null);
  sessions = $state<OwnSession[]>([]);
  identities = $state<OwnIdentity[]>([]);
  readonly loading = new Submission();

  /** Loads or reloads the account; the current data stays visible until then. */
  load(): Promise<boolean> {
    return this.loading.run(async () => {
      const [me, sessions, identities] = await session.call((token) =>
        Promise.all([accountsClient.me(token), accountsClient.sessions(token), identitiesOf(token)]),
      );
      this.me = me;
      this.sessions = ownSessionsOf(sessions);
      this.identities = ownIdentitiesOf(identities);
    });
  }

  /** False if only providers open the account. */
  get hasPassword(): boolean {
    return this.me?.has_password ?? true;
  }

  changeEmail(email: string, currentPassword: string): Promise<void> {
    return session.call((token) => accountsClient.changeEmail(token, email, currentPassword));
  }

  async changePassword(current: string, next: string): Promise<void> {
    await session.call((token) => accountsClient.changePassword(token, current, next));
    this.sessions = this.sessions.filter((other) => other.current);
  }

  /** Idempotent. */
  async endSession({ id }: OwnSession): Promise<void> {
    await session
      .call((token) => accountsClient.endSession(token, id))
      .catch((error: unknown) => {
        if (!(error instanceof ApiError && error.code === 'session.not_found')) throw error;
      });
    this.sessions = this.sessions.filter((other) => other.id !== id);
  }

  async unlink({ provider }: OwnIdentity, password: string): Promise<void> {
    await session.call((token) => accountsClient.unlinkIdentity(token, provider, password));
    this.identities = this.identities.filter((other) => other.provider !== provider);
    this.sessions = this.sessions.filter((other) => other.current);
  }

  delete(password: string): Promise<void> {
    return session.call((token) => accountsClient.deleteAccount(token, password));
  }
}

/** An earlier release of the API lists none. */
function identitiesOf(token: string): Promise<LinkedIdentity[]> {
  return accountsClient.identities(token).catch((error: unknown) => {
    if (error instanceof ApiError && error.code === 'route.not_found') return [];
    throw error;
  });
}
