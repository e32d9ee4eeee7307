import { AccountsClient, ApiError } from '#libs/api-client';
import { confirmEmail } from './confirm-email.js';
import type { SeedTarget } from './seed-rejection.js';

export const PASSWORD = 'a quiet harbour at 6';
export const CONFIRMED = 'ada@example.com';
export const UNCONFIRMED = 'grace@example.com';

/**
 * Creates one account with a confirmed email and one without, or reuses those of an earlier seed.
 *
 * @returns the access token of the confirmed account
 */
export async function seedAccounts({ url, databaseUrl, dataFolder }: SeedTarget): Promise<string> {
  const accounts = new AccountsClient({ baseUrl: url });
  if ((await stateOf(accounts, UNCONFIRMED)) === 'unknown') await accounts.signUp(UNCONFIRMED, PASSWORD);
  const state = await stateOf(accounts, CONFIRMED);
  if (state === 'unknown') await accounts.signUp(CONFIRMED, PASSWORD);
  if (state === 'unconfirmed') await accounts.resendVerification(CONFIRMED);
  if (state !== 'confirmed') await confirmEmail(accounts, CONFIRMED, { databaseUrl, dataFolder });
  return (await accounts.signIn(CONFIRMED, PASSWORD)).access_token;
}

async function stateOf(accounts: AccountsClient, email: string) {
  try {
    const { access_token } = await accounts.signIn(email, PASSWORD);
    await accounts.logOut(access_token);
    return 'confirmed';
  } catch (error) {
    if (error instanceof ApiError && error.code === 'user.not_activated') return 'unconfirmed';
    if (error instanceof ApiError && error.code === 'user.wrong_credentials') return 'unknown';
    throw error;
  }
}
