import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { TestHttp, type RawRequest } from './http-client.js';

/**
 * Calls an app in this process, without a socket. Its requests are logged and counted with status 499, since their
 * response never reaches a socket; specs of request logs and metrics use `app.listen()`.
 */
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

/** Headers in the form in which a client receives them. */
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
