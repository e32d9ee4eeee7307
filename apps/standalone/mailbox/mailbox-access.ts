import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { isLoopback, type StandaloneConfig } from '#libs/config';

type ServerAddresses = Pick<StandaloneConfig, 'http' | 'frontendUrl' | 'appUrl'>;

/** No header and no peer address proves that a client sits at this machine, so a public server has no mailbox. */
export function canServeMailbox({ http, frontendUrl, appUrl }: ServerAddresses): boolean {
  const hosts = [http.host, new URL(frontendUrl).hostname, new URL(appUrl).hostname];
  return hosts.every(isLoopback) && http.trustProxy.length === 0;
}

export class MailboxAccess {
  private readonly sessionHashes = new Set<string>();
  private currentKey = randomToken();

  /** @param onRedeem called once a key is spent and the next one is valid */
  constructor(private readonly onRedeem: () => void) {}

  get key(): string {
    return this.currentKey;
  }

  /** Spends the key; returns the secret of a new session, or null for another key. */
  redeem(key: string): string | null {
    if (!timingSafeEqual(digest(key), digest(this.currentKey))) return null;
    const session = randomToken();
    this.sessionHashes.add(digest(session).toString('hex'));
    this.currentKey = randomToken();
    this.onRedeem();
    return session;
  }

  isSession(session: string): boolean {
    return this.sessionHashes.has(digest(session).toString('hex'));
  }
}

function randomToken(): string {
  return randomBytes(32).toString('base64url');
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
