import type { Webhook, WebhookDelivery } from '#libs/api-client';
import { m } from '../../paraglide/messages.js';

export type Topic = Webhook['events'][number];

const TOPIC_LABELS: Record<Topic, () => string> = {
  'note.created': m.webhook_topic_created,
  'note.read': m.webhook_topic_read,
  'note.expired': m.webhook_topic_expired,
  'note.deleted': m.webhook_topic_deleted,
  'note.locked': m.webhook_topic_locked,
  'account.*': m.webhook_topic_account,
};

const labels = new Map<string, () => string>(Object.entries(TOPIC_LABELS));

export const TOPICS: Topic[] = [
  'note.created',
  'note.read',
  'note.expired',
  'note.deleted',
  'note.locked',
  'account.*',
];

/** A later release of the server may have other topics. */
export const topicText = (topic: string): string => labels.get(topic)?.() ?? topic;

const STATES: Record<WebhookDelivery['state'], () => string> = {
  due: m.delivery_due,
  delivered: m.delivery_delivered,
  dead: m.delivery_dead,
};

export const stateText = ({ state }: WebhookDelivery): string => STATES[state]();
