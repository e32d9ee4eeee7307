import { z } from 'zod';
import { plainText } from '../../../http/validation.js';
import type { LinkedIdentity } from './identities.service.js';

const MAX_PASSWORD_LENGTH = 4_096;

export const unlinkSchema = z
  .strictObject({
    current_password: plainText.max(MAX_PASSWORD_LENGTH).optional().meta({
      description:
        'Omitted for an account without a password, which must have signed in within five minutes.',
    }),
  })
  .meta({ id: 'UnlinkIdentity' });

export const identitiesSchema = z
  .array(
    z.object({
      provider: z.string().meta({
        description: 'Provider in the address that unlinks it; an issuer if it is no longer offered.',
      }),
      name: z.string().meta({ description: 'Label of the provider.' }),
      linked_at: z.iso.datetime(),
    }),
  )
  .meta({ id: 'Identities' });

export function identitiesDto(identities: readonly LinkedIdentity[]): z.output<typeof identitiesSchema> {
  return identities.map(({ provider, name, linkedAt }) => ({
    provider,
    name,
    linked_at: linkedAt.toISOString(),
  }));
}
