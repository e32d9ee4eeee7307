import { AccountsClient } from '#libs/api-client';

export const accountsClient = new AccountsClient({ baseUrl: '' });
