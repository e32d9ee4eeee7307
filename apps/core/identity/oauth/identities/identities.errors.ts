import { AppError } from '../../../app-error.js';

export class IdentityNotFoundError extends AppError {
  constructor() {
    super('identity.not_found', 'identity: not found');
  }
}

/** Neither a password nor another provider would open the account. */
export class LastWayInError extends AppError {
  constructor() {
    super('identity.last_way_in', 'identity: is the last way into the account');
  }
}
