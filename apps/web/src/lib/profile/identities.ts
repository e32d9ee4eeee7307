import type { LinkedIdentity } from '#libs/api-client';

export interface OwnIdentity {
  provider: string;
  name: string;
  linkedAt: Date;
  /** Null until the first sign-in after an update to a server that records it. */
  lastUsedAt: Date | null;
}

export function ownIdentitiesOf(identities: readonly LinkedIdentity[]): OwnIdentity[] {
  return identities.map(({ provider, name, linked_at: linkedAt, last_used_at: lastUsedAt = null }) => ({
    provider,
    name,
    linkedAt: new Date(linkedAt),
    lastUsedAt: lastUsedAt === null ? null : new Date(lastUsedAt),
  }));
}
