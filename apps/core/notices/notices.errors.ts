import { AppError } from '../app-error.js';

/** Nothing is mailed to an address before its owner opened the link. */
export class NoticeAddressError extends AppError {
  constructor() {
    super('notice.address_unconfirmed', 'notice: confirm the address with the link that was mailed to it');
  }
}
