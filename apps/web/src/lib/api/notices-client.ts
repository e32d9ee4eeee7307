import { NoticesClient } from '#libs/api-client';
import { observedFetch } from './observed-fetch.js';

export const noticesClient = new NoticesClient({ baseUrl: '', fetch: observedFetch });
