import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { TestHttp, type RawRequest } from './http-client.js';

/** Logged and counted as 499, since no response reaches a socket; specs of logs use `app.listen()`. */
export class InjectClient extends TestHttp {
  constructor(private readonly app: NestFastifyApplication) {
    super();
  }

  protected async exchange({ method, path, headers, body, localAddress }: RawRequest) {
    const response = await this.app.inject({
      method,
      url: path,
      headers,
      ...(localAddress !== undefined && { remoteAddress: localAddress }),
      ...(body !== undefined && { payload: body }),
    });
    return { status: response.statusCode, headers: received(response.headers), text: response.payload };
  }
}

function received(sent: OutgoingHttpHeaders): IncomingHttpHeaders {
  const headers: IncomingHttpHeaders = {};
  for (const [name, value] of Object.entries(sent)) {
    if (value === undefined) continue;
    headers[name] = Array.isArray(value) ? value : String(value);
  }
  const cookies = sent['set-cookie'];
  if (cookies !== undefined) headers['set-cookie'] = [cookies].flat().map(String);
  return headers;
}
