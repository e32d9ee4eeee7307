import { AccountsClient, ApiError } from '#libs/api-client';
import { confirmAddress } from './confirm-address.js';
import type { SeedTarget } from './seed-refusal.js';

export const PASSWORD = 'a quiet harbour at 6';
export const CONFIRMED = 'ada@example.com';
export const UNCONFIRMED = 'grace@example.com';

/**
 * One account whose address is confirmed and one that still waits for it. Those of an earlier seed are used again.
 *
 * @returns the access token of the confirmed one
 */
export async function seedAccounts({ url, databaseUrl }: SeedTarget): Promise<string> {
  const accounts = new AccountsClient({ baseUrl: url });
  if ((await stateOf(accounts, UNCONFIRMED)) === 'unknown') await accounts.signUp(UNCONFIRMED, PASSWORD);
  const state = await stateOf(accounts, CONFIRMED);
  if (state === 'unknown') await accounts.signUp(CONFIRMED, PASSWORD);
  if (state === 'unconfirmed') await accounts.resendVerification(CONFIRMED);
  if (state !== 'confirmed') await confirmAddress(url, accounts, CONFIRMED, databaseUrl);
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
