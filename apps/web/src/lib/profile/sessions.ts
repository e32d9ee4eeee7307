import type { Session } from '#libs/api-client';

/** A session of the account, as its owner sees it. */
export interface OwnSession {
  id: string;
  /** Such as "Firefox on Linux". */
  browser: string;
  network: string;
  since: Date;
  lastUsed: Date;
  /** Whether it is the one of this browser. */
  current: boolean;
}

/** This browser's own first, then those used last. */
export function ownSessionsOf(sessions: readonly Session[]): OwnSession[] {
  return sessions
    .map(({ created_at: createdAt, last_used_at: lastUsedAt, id, browser, network, current }) => ({
      id,
      browser,
      network,
      current,
      since: new Date(createdAt),
      lastUsed: new Date(lastUsedAt),
    }))
    .toSorted(
      (one, other) =>
        Number(other.current) - Number(one.current) || other.lastUsed.getTime() - one.lastUsed.getTime(),
    );
}
