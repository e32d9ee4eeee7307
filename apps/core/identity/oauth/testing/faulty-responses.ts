import type { ServerResponse } from 'node:http';
import type { ResponseOverride } from './test-oidc-provider.js';

export const statusResponse = (status: number) => (response: ServerResponse) =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end('{"message":"no"}');

export const faultyResponses = {
  'status 500': (response: ServerResponse) => void response.writeHead(500).end('<h1>Oops</h1>'),
  'truncated JSON': (response: ServerResponse) =>
    void response.writeHead(200, { 'content-type': 'application/json' }).end('{"access_token": '),
  'an empty object': (response: ServerResponse) =>
    void response.writeHead(200, { 'content-type': 'application/json' }).end('{}'),
  'a list': (response: ServerResponse) =>
    void response.writeHead(200, { 'content-type': 'application/json' }).end('[null]'),
  'a redirect': (response: ServerResponse) =>
    void response.writeHead(307, { location: 'http://127.0.0.1:1/elsewhere' }).end(),
  'a closed connection': (response: ServerResponse) => void response.destroy(),
} satisfies Record<string, ResponseOverride>;
