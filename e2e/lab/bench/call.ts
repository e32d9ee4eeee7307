import { request, type Agent } from 'node:http';

export interface Call {
  method?: 'GET' | 'POST';
  path: string;
  /** JSON text. */
  body?: string;
  headers?: Record<string, string>;
  /** Expected status. Any other one is an error, so that a fast failure does not count as a fast response. */
  expects: number;
  /** The loopback address to call from. */
  localAddress?: string;
}

/**
 * Sends one request over the agent's connections.
 *
 * @returns the response body
 */
export function call(address: string, one: Call, agent: Agent): Promise<string> {
  const { method = 'POST', path, body = '', headers, expects, localAddress } = one;
  return new Promise((resolve, reject) => {
    const typed = body === '' ? {} : { 'content-type': 'application/json' };
    const outgoing = request(`${address}${path}`, {
      method,
      agent,
      headers: { ...headers, ...typed, 'content-length': Buffer.byteLength(body) },
      ...(localAddress !== undefined && { localAddress }),
    });
    outgoing.once('error', reject);
    outgoing.once('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.once('error', reject);
      response.once('end', () => {
        if (response.statusCode === expects) resolve(text);
        else reject(new Error(`${path} returned ${response.statusCode}: ${text}`));
      });
    });
    outgoing.end(body);
  });
}
