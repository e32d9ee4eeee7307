import { m } from '$lib/paraglide/messages.js';

interface FailureTexts {
  /** Title that names the provider; it is unknown if sign-in did not begin in this tab. */
  named?: (inputs: { provider: string }) => string;
  title: () => string;
  text: () => string;
}

const failed: FailureTexts = { title: m.oauth_failed_title, text: m.oauth_failed_text };

/** By the reason in the address to which the API redirects. */
const textsByReason = new Map<string, FailureTexts>([
  ['access_denied', { title: m.oauth_denied_title, text: m.oauth_failed_text }],
  ['state', { title: m.oauth_state_title, text: m.oauth_state_text }],
  ['provider', { named: m.oauth_provider_title, title: m.oauth_failed_title, text: m.oauth_provider_text }],
  [
    'misconfigured',
    {
      named: m.oauth_misconfigured_title,
      title: m.oauth_misconfigured_title_unnamed,
      text: m.oauth_misconfigured_text,
    },
  ],
  [
    'unverified_email',
    { named: m.oauth_email_title, title: m.oauth_email_title_unnamed, text: m.oauth_email_text },
  ],
  [
    'unvouched_email',
    { named: m.oauth_unvouched_title, title: m.oauth_unvouched_title_unnamed, text: m.oauth_unvouched_text },
  ],
  [
    'missing_email',
    { named: m.oauth_no_email_title, title: m.oauth_no_email_title_unnamed, text: m.oauth_no_email_text },
  ],
  [
    'invalid_email',
    {
      named: m.oauth_invalid_email_title,
      title: m.oauth_invalid_email_title_unnamed,
      text: m.oauth_invalid_email_text,
    },
  ],
  ['domain_not_allowed', { title: m.oauth_domain_title, text: m.oauth_domain_text }],
  ['sign_up_closed', { title: m.oauth_closed_title, text: m.oauth_closed_text }],
  ['blocked', { title: m.oauth_blocked_title, text: m.oauth_blocked_text }],
]);

export function oauthFailure(reason: string, provider: string | null): { title: string; text: string } {
  const { named, title, text } = textsByReason.get(reason) ?? failed;
  if (reason === 'access_denied' && provider !== null)
    return { title: title(), text: m.oauth_denied_text({ provider }) };
  return { title: named && provider !== null ? named({ provider }) : title(), text: text() };
}
