import { AccountsClient } from '#libs/api-client';
import { observedFetch } from './observed-fetch.js';

export const accountsClient = new AccountsClient({ baseUrl: '', fetch: observedFetch });
