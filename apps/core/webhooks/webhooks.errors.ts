import { AppError } from '../app-error.js';

export class WebhookNotFoundError extends AppError {
  constructor() {
    super('webhook.not_found', 'webhook: not found');
  }
}

export class TooManyWebhooksError extends AppError {
  constructor(maxWebhooks: number) {
    super('webhook.too_many', `webhook: an account has at most ${maxWebhooks}`);
  }
}

/** Deliveries to this URL would be rejected. */
export class WebhookUrlError extends AppError {
  constructor(why: string) {
    super('webhook.url', `webhook: the URL ${why}`);
  }
}

export class DeliveryNotFoundError extends AppError {
  constructor() {
    super('webhook.delivery_not_found', 'webhook: delivery not found');
  }
}
