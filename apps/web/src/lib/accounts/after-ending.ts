import { accounts } from '../session/accounts.js';
import { session } from '../session/session.svelte.js';

/** Every session of an account was ended: finds out whether this browser had one of them, so that its pages say so. */
export async function afterEnding(): Promise<void> {
  await session.call((token) => accounts.me(token)).catch(() => undefined);
}
