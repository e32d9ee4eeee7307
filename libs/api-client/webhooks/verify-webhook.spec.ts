import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { verifyWebhook, WebhookError } from './verify-webhook.js';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const OTHER_SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSx';
const SECONDS = 1_614_265_330;
const BODY = '{"type":"note.read","timestamp":"2021-02-25T15:02:10Z","data":{"id":"1"}}';
const now = () => SECONDS * 1_000;

const ed25519 = generateKeyPairSync('ed25519');
const rawPublicKey = ed25519.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
const PUBLIC_KEY = `whpk_${rawPublicKey.toString('base64')}`;

const signedText = (body: string, timestamp: number | string) => `msg_1.${timestamp}.${body}`;
const hmac = (body = BODY, timestamp: number | string = SECONDS) => {
  const key = Buffer.from(SECRET.slice('whsec_'.length), 'base64');
  return `v1,${createHmac('sha256', key).update(signedText(body, timestamp)).digest('base64')}`;
};
const v1a = (body = BODY) =>
  `v1a,${sign(null, Buffer.from(signedText(body, SECONDS)), ed25519.privateKey).toString('base64')}`;
const headers = (signature: string, timestamp: number | string = SECONDS) => ({
  'webhook-id': 'msg_1',
  'webhook-timestamp': String(timestamp),
  'webhook-signature': signature,
});

describe('verifyWebhook', () => {
  it('checks the signature that the reference library makes', async () => {
    const request = verifyWebhook(
      '{"test": 2432232314}',
      {
        'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
        'webhook-timestamp': '1614265330',
        'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
      },
      SECRET,
      { now },
    );
    // The signature fits; only the body is no event.
    await expect(request).rejects.toMatchObject({ code: 'webhook.body_malformed' });
  });

  it.each([
    ['an HMAC', hmac(), SECRET],
    ['an Ed25519 signature', v1a(), PUBLIC_KEY],
    ['one of several signatures', `v1,AAAA v2,x ${v1a()} ${hmac()}`, SECRET],
    ['one of several keys', hmac(), [OTHER_SECRET, SECRET]],
    ['keys of both kinds', v1a(), [SECRET, PUBLIC_KEY]],
  ])('accepts %s', async (_, signature, keys) => {
    const event = await verifyWebhook(BODY, headers(signature), keys, { now });
    expect(event).toEqual({ type: 'note.read', timestamp: '2021-02-25T15:02:10Z', data: { id: '1' } });
  });

  it('accepts bytes, the Headers of fetch and the upper-case headers of a file', async () => {
    const bytes = new TextEncoder().encode(BODY);
    expect(await verifyWebhook(bytes, new Headers(headers(hmac())), SECRET, { now })).toBeDefined();
    const upperCase = Object.fromEntries(
      Object.entries(headers(hmac())).map(([name, value]) => [name.toUpperCase(), value]),
    );
    expect(await verifyWebhook(BODY, upperCase, SECRET, { now })).toBeDefined();
  });

  it.each([
    ['a changed body', `${BODY} `, headers(hmac()), SECRET, 'signature_mismatch'],
    ['a changed id', BODY, { ...headers(hmac()), 'webhook-id': 'msg_2' }, SECRET, 'signature_mismatch'],
    ['a changed time', BODY, headers(hmac(), SECONDS + 1), SECRET, 'signature_mismatch'],
    ['another secret', BODY, headers(hmac()), OTHER_SECRET, 'signature_mismatch'],
    ['an HMAC as Ed25519', BODY, headers(hmac().replace('v1', 'v1a')), PUBLIC_KEY, 'signature_mismatch'],
    [
      'an HMAC with the public key',
      BODY,
      headers(v1a().replace('v1a', 'v1')),
      PUBLIC_KEY,
      'signature_mismatch',
    ],
    ['a signature that is not base64', BODY, headers('v1,%%%'), SECRET, 'signature_mismatch'],
    ['no key', BODY, headers(hmac()), [], 'signature_mismatch'],
    ['no signature', BODY, headers(''), SECRET, 'headers_missing'],
    ['no id', BODY, { ...headers(hmac()), 'webhook-id': undefined }, SECRET, 'headers_missing'],
    ['a repeated header', BODY, { ...headers(hmac()), 'webhook-id': ['a', 'b'] }, SECRET, 'headers_missing'],
    ['a time that is no number', BODY, headers(hmac(BODY, 'now'), 'now'), SECRET, 'headers_missing'],
    [
      'an old request',
      BODY,
      headers(hmac(BODY, SECONDS - 301), SECONDS - 301),
      SECRET,
      'timestamp_out_of_range',
    ],
    [
      'a request of the future',
      BODY,
      headers(hmac(BODY, SECONDS + 301), SECONDS + 301),
      SECRET,
      'timestamp_out_of_range',
    ],
    ['text that is no event', 'null', headers(hmac('null')), SECRET, 'body_malformed'],
    ['text that is not JSON', '{', headers(hmac('{')), SECRET, 'body_malformed'],
    ['a secret without its prefix', BODY, headers(hmac()), SECRET.slice(6), 'key_malformed'],
    ['a private key', BODY, headers(hmac()), PUBLIC_KEY.replace('whpk', 'whsk'), 'key_malformed'],
    ['a truncated public key', BODY, headers(v1a()), PUBLIC_KEY.slice(0, -4), 'key_malformed'],
    ['an empty secret', BODY, headers(hmac()), 'whsec_', 'key_malformed'],
  ])('rejects %s', async (_, body, given, keys, reason) => {
    const error: unknown = await verifyWebhook(body, given, keys, { now }).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(WebhookError);
    expect(error).toMatchObject({ code: `webhook.${reason}` });
  });

  it('accepts the tolerance of the caller', async () => {
    const old = headers(hmac(BODY, SECONDS - 900), SECONDS - 900);
    expect(await verifyWebhook(BODY, old, SECRET, { now, toleranceSeconds: 900 })).toBeDefined();
  });
});
