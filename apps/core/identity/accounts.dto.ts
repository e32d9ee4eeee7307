import { z } from 'zod';
import { plainText } from '../http/validation.js';
import type { OwnAccount } from './profile/profile.service.js';

const MAX_EMAIL_LENGTH = 1_024;
/** Far above what the password rules allow, since those explain a rejection. */
const MAX_PASSWORD_LENGTH = 4_096;
const MAX_TOKEN_LENGTH = 512;

const email = plainText.max(MAX_EMAIL_LENGTH);
const password = plainText.max(MAX_PASSWORD_LENGTH);
export const currentPassword = password.optional().meta({
  description: 'Omitted for an account without a password, whose session must be less than five minutes old.',
});
const time = z.iso.datetime();

export const credentialsSchema = z.strictObject({ email, password }).meta({ id: 'Credentials' });
export const emailSchema = z.strictObject({ email }).meta({ id: 'Email' });
export const newEmailSchema = z
  .strictObject({ new_email: email, current_password: currentPassword })
  .meta({ id: 'NewEmail' });
export const passwordSchema = z.strictObject({ password }).meta({ id: 'Password' });
export const deleteAccountSchema = z
  .strictObject({ password: currentPassword })
  .meta({ id: 'DeleteAccount' });
export const tokenSchema = z
  .strictObject({ token: plainText.max(MAX_TOKEN_LENGTH) })
  .meta({ id: 'LinkToken' });
export const changePasswordSchema = z
  .strictObject({ current_password: currentPassword, new_password: password })
  .meta({ id: 'ChangePassword' });

export const meSchema = z
  .object({
    email: z.string(),
    created_at: time,
    last_login_at: time.optional(),
    notes_created: z.number().int(),
    has_password: z
      .boolean()
      .optional()
      .meta({ description: 'False if only providers open the account. Earlier releases omit it.' }),
  })
  .meta({ id: 'Me' });

export function meDto({ account, hasPassword }: OwnAccount): z.output<typeof meSchema> {
  return {
    email: account.email,
    created_at: account.createdAt.toISOString(),
    ...(account.lastLoginAt && { last_login_at: account.lastLoginAt.toISOString() }),
    notes_created: account.notesCreated,
    has_password: hasPassword,
  };
}
