import { accountsClient } from '../api/accounts-client.js';
import { session } from '../session/session.svelte.js';

/** Detects whether this browser's session was among those that the server just ended. */
export async function checkSession(): Promise<void> {
  await session.call((token) => accountsClient.me(token)).catch(() => undefined);
}
