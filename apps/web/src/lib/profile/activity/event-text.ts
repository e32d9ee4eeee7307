import type { ActivityEvent } from '#libs/api-client';
import { m } from '../../paraglide/messages.js';

type Described = Pick<ActivityEvent, 'count' | 'detail'> & { event: string };

const TEXTS: Record<ActivityEvent['event'], (event: Described) => string> = {
  account_blocked: m.activity_account_blocked,
  account_confirmed: m.activity_account_confirmed,
  account_created: ({ detail = '' }) => m.activity_account_created({ provider: detail }),
  account_invited: m.activity_account_invited,
  account_unblocked: m.activity_account_unblocked,
  api_key_created: ({ detail = '' }) => m.activity_api_key_created({ id: detail }),
  api_key_refused: ({ detail = '' }) => m.activity_api_key_refused({ id: detail }),
  api_key_revoked: ({ detail = '' }) => m.activity_api_key_revoked({ id: detail }),
  email_change_requested: m.activity_email_change_requested,
  email_change_stopped: m.activity_email_change_stopped,
  email_change_undone: m.activity_email_change_undone,
  email_changed: m.activity_email_changed,
  identity_linked: ({ detail = '' }) => m.activity_identity_linked({ provider: detail }),
  identity_unlinked: ({ detail = '' }) => m.activity_identity_unlinked({ provider: detail }),
  password_changed: m.activity_password_changed,
  password_reset: m.activity_password_reset,
  session_ended: m.activity_session_ended,
  sessions_ended: m.activity_sessions_ended,
  sign_in: ({ detail = '' }) =>
    detail === 'password' ? m.activity_sign_in_password() : m.activity_sign_in({ provider: detail }),
  sign_in_failed: ({ count, detail }) =>
    detail === 'blocked' ? m.activity_sign_in_blocked() : m.activity_sign_in_failed({ count }),
  sign_in_limited: m.activity_sign_in_limited,
  signed_out: m.activity_signed_out,
  token_reused: m.activity_token_reused,
  webhook_changed: m.activity_webhook_changed,
  webhook_created: m.activity_webhook_created,
  webhook_deleted: m.activity_webhook_deleted,
  webhook_secret_rotated: m.activity_webhook_secret_rotated,
};

const texts = new Map<string, (event: Described) => string>(Object.entries(TEXTS));

/** A later release of the server may have other events. */
export function eventText(event: Described): string {
  return texts.get(event.event)?.(event) ?? m.activity_other();
}
