import { accounts } from './accounts.js';
import { BrowserSession, type SessionState } from './browser-session.js';
import { mark } from './mark.js';

class Session extends BrowserSession {
  state = $state<SessionState>('unknown');
}

/** The session of this browser. */
export const session = new Session({ accounts, mark });
export { SignedOutError, type SessionState } from './browser-session.js';
