import { accountsClient } from '../api/accounts-client.js';
import { BrowserSession, type SessionState } from './browser-session.js';
import { sessionHint } from './session-hint.js';

class Session extends BrowserSession {
  state = $state<SessionState>('unknown');
}

export const session = new Session({ accountsClient, sessionHint });
export { SignedOutError, type SessionState } from './browser-session.js';
