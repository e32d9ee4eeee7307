import { request as requestOverHttp, type RequestOptions } from 'node:http';
import { request as requestOverHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { ResolvedAddress } from './endpoint-address.js';

export interface OutgoingWebhook {
  url: URL;
  /** The connection goes to one of these, whatever the name resolves to by then. */
  addresses: readonly ResolvedAddress[];
  headers: Record<string, string>;
  payload: string;
  signal: AbortSignal;
}

/** Returns the status of the response. Follows no redirect, and reads no body. */
export function sendWebhook(webhook: OutgoingWebhook): Promise<number> {
  const { url, addresses, headers, payload, signal } = webhook;
  const options: RequestOptions = {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(payload),
      'user-agent': 'Onasty-Webhooks',
      ...headers,
    },
    agent: false,
    lookup: pinnedTo(addresses),
    signal,
  };
  const request = url.protocol === 'https:' ? requestOverHttps : requestOverHttp;
  return new Promise((resolve, reject) => {
    const sent = request(url, options);
    sent.once('error', reject);
    sent.once('response', (response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    sent.end(payload);
  });
}

function pinnedTo(addresses: readonly ResolvedAddress[]): LookupFunction {
  return (_hostname, { all }, callback) => {
    const [first = { address: '', family: 0 }] = addresses;
    if (all === true) callback(null, [...addresses]);
    else callback(null, first.address, first.family);
  };
}
