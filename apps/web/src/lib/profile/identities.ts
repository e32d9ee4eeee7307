import type { LinkedIdentity } from '#libs/api-client';

export interface OwnIdentity {
  provider: string;
  name: string;
  linkedAt: Date;
}

export function ownIdentitiesOf(identities: readonly LinkedIdentity[]): OwnIdentity[] {
  return identities.map(({ provider, name, linked_at: linkedAt }) => ({
    provider,
    name,
    linkedAt: new Date(linkedAt),
  }));
}
