import { ApiError, EnvelopeError, NetworkError, NoteLinkError, WebhookError } from '#libs/api-client';
import { durationText, relativeTime } from '../text/times.js';
import { CliError, type Cause } from './cli-error.js';

export interface Problem {
  cause: Cause;
  code: string;
  message: string;
}

type Text = readonly [cause: Cause, message: string];

const apiProblems: Readonly<Record<string, Text>> = {
  'note.already_read': [
    'gone',
    "This note has already been read. If that wasn't you, another person has seen it: warn the sender, and request a new note.",
  ],
  'note.expired': ['gone', 'This note has expired and no longer exists. Request a new note from its sender.'],
  'note.not_found': [
    'gone',
    "There's no such note. It was deleted, it was read or expired more than 30 days ago, or the link is wrong.",
  ],
  'note.wrong_password': ['wrongPassword', "That isn't the password. The note is still there."],
  'note.locked': ['rejected', 'Too many wrong passwords. The note is still there.'],
  'note.slug_taken': ['rejected', 'That link is taken. Choose another one with --link, or leave it out.'],
  'note.slug_invalid': [
    'usage',
    'A custom link has only a–z, A–Z, 0–9, - and _, and at most 255 characters.',
  ],
  'note.content_empty': ['usage', 'The note is empty. Nothing was sent.'],
  'note.keep_without_expiry': [
    'usage',
    'A note that can be read more than once needs an expiry: add --expires.',
  ],
  'note.label_needs_account': [
    'rejected',
    'A label needs an account. Run "onasty login", or leave out --label.',
  ],
  'note.sign_in_required': ['rejected', 'On this server, notes need an account. Run "onasty login" first.'],
  'policy.custom_link': ['rejected', 'This server has no custom links. Leave out --link.'],
  'policy.lifetime': ['rejected', "This server doesn't allow that lifetime, and nothing was sent."],
  'policy.password': ['rejected', 'On this server, each note needs a password. Add --password.'],
  'policy.read_only': [
    'rejected',
    'This server only opens notes. Send and manage yours on the server behind it.',
  ],
  'policy.reusable': ['rejected', 'On this server, each note is read once. Leave out --reusable.'],
  'note.account_full': [
    'rejected',
    "Your unread notes have used up your account's storage. Delete one you no longer need and try again.",
  ],
  'note.daily_limit': [
    'rejected',
    "You've reached today's limit for sending notes here. Try again tomorrow.",
  ],
  'note.no_room': ['rejected', 'The server has no space for more notes right now. Try again later.'],
  'request.too_large': [
    'rejected',
    "The note is too long for this server and wasn't sent. Shorten it or split it.",
  ],
  'auth.unauthorized': [
    'rejected',
    'You\'re not signed in to this server any more. Run "onasty login" again.',
  ],
  'session.token_reused': [
    'rejected',
    'You\'re not signed in to this server any more. Run "onasty login" again.',
  ],
  'user.wrong_credentials': ['rejected', 'Wrong email address or password.'],
  'user.not_activated': [
    'rejected',
    'Confirm your email address first: open the link in the mail that you received.',
  ],
  'user.blocked': ['rejected', 'The operator of this server has blocked the account.'],
  'user.password_sign_in_off': [
    'rejected',
    'This server has no sign-in by password. Sign in with an API key.',
  ],
  'api_key.network': ['rejected', 'Your API key may not be used from this network.'],
  'api_key.scope': ['rejected', 'Your API key may not do this. Create one with the scope that it needs.'],
};

const otherProblems: Readonly<Record<string, Text>> = {
  'link.malformed': ['usage', "This isn't a link to a note. It looks like https://notes.example/secret/…#…"],
  'link.incomplete': [
    'usage',
    'This link is incomplete. The note is still there; the key, which is the part after #, is missing or damaged. Put the link in quotes.',
  ],
  'link.mismatch': [
    'rejected',
    "The link has a key, but the note on the server isn't sealed. Nothing was opened. The note may have been replaced: request a new one from its sender.",
  ],
  'envelope.refused': [
    'rejected',
    "The note can't be decrypted: the data on the server doesn't match this link. Request a new note from its sender.",
  ],
  'envelope.malformed': [
    'rejected',
    "The note can't be decrypted: it is damaged. Request a new note from its sender.",
  ],
  'envelope.unsupported_version': [
    'rejected',
    'This note was sealed by a newer version of Onasty. Update onasty.',
  ],
  'envelope.text_malformed': ['usage', 'The note contains a broken character. Nothing was sent.'],
  'webhook.signature_mismatch': ['rejected', "The signature doesn't fit the body, the headers and the key."],
  'webhook.timestamp_out_of_range': ['rejected', 'The request was signed too long ago, or in the future.'],
  'webhook.body_malformed': ['rejected', "The signature is right, but the body isn't an event of Onasty."],
  'webhook.headers_missing': ['usage', 'The id, the timestamp or the signature is missing or malformed.'],
  'webhook.key_malformed': ['usage', 'The key is neither a whsec_ secret nor a whpk_ public key.'],
};

/** Returns null for an error that only a mistake in this program causes. */
export function problemOf(error: unknown): Problem | null {
  if (error instanceof CliError) return { cause: error.cause, code: error.code, message: error.message };
  if (error instanceof NetworkError)
    return {
      cause: 'network',
      code: error.code,
      message: `The server can't be reached. Check the address and your connection, and try again.${proxyHint()}`,
    };
  if (error instanceof ApiError) return apiProblem(error);
  if (error instanceof EnvelopeError || error instanceof NoteLinkError || error instanceof WebhookError) {
    const [cause, message] = otherProblems[error.code] ?? ['rejected', error.message];
    return { cause, code: error.code, message };
  }
  return null;
}

/** https://nodejs.org/api/cli.html#node_use_env_proxy1 */
function proxyHint(): string {
  const names = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'];
  const name = names.find((each) => process.env[each]);
  return name === undefined || process.env['NODE_USE_ENV_PROXY'] === '1'
    ? ''
    : ` For the proxy in ${name}, set NODE_USE_ENV_PROXY=1, which needs Node 22.21, 24 or newer.`;
}

function apiProblem(error: ApiError): Problem {
  const { code, status } = error;
  const known = apiProblems[code];
  if (known !== undefined) {
    const [cause, message] = known;
    return { cause, code, message: [message, ...facts(error)].join(' ') };
  }
  if (status === 429) {
    const seconds = error.retryAfterSeconds ?? 1;
    return { cause: 'rejected', code, message: `Too many requests. Try again in ${seconds} s.` };
  }
  if (status >= 500)
    return { cause: 'network', code, message: "The server can't respond right now. Try again in a moment." };
  const requestId = error.requestId === null ? '' : ` (request ${error.requestId})`;
  const cause = code.startsWith('http.') ? 'network' : 'rejected';
  return { cause, code, message: `The server rejected the request: ${error.message}${requestId}` };
}

function facts({ code, details }: ApiError): string[] {
  const time = (name: string) => (typeof details[name] === 'string' ? new Date(details[name]) : null);
  const readAt = time('read_at');
  const lockedUntil = time('locked_until');
  const triesLeft = details['tries_left'];
  const lifetimes = details['lifetimes_seconds'];
  return [
    ...(Array.isArray(lifetimes) ? [`Use --expires with ${lifetimes.map(durationText).join(' or ')}.`] : []),
    ...(code === 'note.already_read' && readAt !== null ? [`It was opened ${relativeTime(readAt)}.`] : []),
    ...(lockedUntil !== null ? [`You can try again ${relativeTime(lockedUntil)}.`] : []),
    ...(typeof triesLeft === 'number' && lockedUntil === null
      ? [triesLeft === 1 ? '1 try left.' : `${triesLeft} tries left.`]
      : []),
  ];
}
