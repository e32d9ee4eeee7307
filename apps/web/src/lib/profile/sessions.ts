import type { Session } from '#libs/api-client';

export interface OwnSession {
  id: string;
  /** Such as "Firefox on Linux". */
  browser: string;
  network: string;
  since: Date;
  lastUsed: Date;
  current: boolean;
}

/** Sorts the session of this browser first, then by last use. */
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
