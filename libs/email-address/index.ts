export { emailKey, parseEmailAddress } from './email-address.js';
