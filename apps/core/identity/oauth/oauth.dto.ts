import { z } from 'zod';
import { plainText } from '../../http/validation.js';
import type { OauthProvider } from './providers/oauth-provider.js';

const MAX_CODE_LENGTH = 512;

export const oneTimeCodeSchema = z
  .strictObject({ code: plainText.max(MAX_CODE_LENGTH) })
  .meta({ id: 'OneTimeCode' });

export const providersSchema = z
  .object({
    providers: z.array(
      z.object({
        id: z.string().meta({ description: 'Path segment of the sign-in URL.' }),
        name: z.string().meta({ description: 'Label of its button.' }),
      }),
    ),
  })
  .meta({ id: 'Providers' });

export function providersDto(providers: readonly OauthProvider[]): z.output<typeof providersSchema> {
  return { providers: providers.map(({ id, name }) => ({ id, name })) };
}
