import { z } from 'zod';
import { currentPassword } from '../../accounts.dto.js';
import type { LinkedIdentity } from './identities.service.js';

export const unlinkSchema = z
  .strictObject({ current_password: currentPassword })
  .meta({ id: 'UnlinkIdentity' });

export const identitiesSchema = z
  .array(
    z.object({
      provider: z.string().meta({
        description: 'Provider in the address that unlinks it; an issuer if it is no longer offered.',
      }),
      name: z.string().meta({ description: 'Label of the provider.' }),
      linked_at: z.iso.datetime(),
      last_used_at: z.iso.datetime().optional().meta({ description: 'Last sign-in, once recorded.' }),
    }),
  )
  .meta({ id: 'Identities' });

export function identitiesDto(identities: readonly LinkedIdentity[]): z.output<typeof identitiesSchema> {
  return identities.map(({ provider, name, linkedAt, lastUsedAt }) => ({
    provider,
    name,
    linked_at: linkedAt.toISOString(),
    ...(lastUsedAt !== null && { last_used_at: lastUsedAt.toISOString() }),
  }));
}
