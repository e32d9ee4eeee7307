import { AccountsClient } from '#libs/api-client';

/** The API is always at the origin of the page. */
export const accounts = new AccountsClient({ baseUrl: '' });
