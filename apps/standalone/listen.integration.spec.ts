import { once } from 'node:events';
import { createServer } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkPort } from '../core/http/connections/listen-on.js';
import { listen } from './listen.js';
import { createBareApp } from './testing/create-bare-app.js';

describe('listen', () => {
  let app: NestFastifyApplication;

  beforeEach(async () => {
    app = await createBareApp();
  });
  afterEach(() => app.close());

  it.each([
    ['localhost', /^http:\/\/localhost:\d+$/],
    ['127.0.0.1', /^http:\/\/127\.0\.0\.1:\d+$/],
    ['0.0.0.0', /^http:\/\/localhost:\d+$/],
    ['::1', /^http:\/\/\[::1\]:\d+$/],
  ])('on %s returns a URL that a browser on this machine can open', async (host, url) => {
    const address = await listen(app, { host, port: 0 });
    expect(address).toMatch(url);
    expect((await fetch(address)).status).toBe(404);
  });

  it('names the variable if the port is in use', async () => {
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const port: number = Object(server.address()).port;
    const reason = `HTTP_PORT: port ${port} is in use: set HTTP_PORT to another port, or stop the other program`;
    await expect(listen(app, { host: '127.0.0.1', port })).rejects.toThrow(reason);
    await expect(checkPort({ host: 'localhost', port })).rejects.toThrow(reason);
    server.close();
  });

  it('names the variable of an address of another machine', async () => {
    await expect(listen(app, { host: '192.0.2.1', port: 0 })).rejects.toThrow(
      'HTTP_HOST: 192.0.2.1 is no address of this machine',
    );
  });
});
