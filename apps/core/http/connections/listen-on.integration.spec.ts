import { once } from 'node:events';
import { request, Agent } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listenOn, portOf } from './listen-on.js';

@Module({})
class EmptyModule {}

const LOOPBACK = Object.values(networkInterfaces())
  .flatMap((found) => found ?? [])
  .map(({ address }) => address)
  .filter((address) => address === '127.0.0.1' || address === '::1');

const urlOf = (address: string, port: number) =>
  `http://${address.includes(':') ? `[${address}]` : address}:${port}/`;

describe('listenOn localhost', () => {
  let app: NestFastifyApplication;
  let port: number;
  let respond: () => void;
  let received: Promise<void>;

  beforeEach(async () => {
    app = await NestFactory.create<NestFastifyApplication>(EmptyModule, new FastifyAdapter(), {
      logger: false,
    });
    const fastify = app.getHttpAdapter().getInstance();
    fastify.get('/', async () => 'served');
    received = new Promise((resolve) => {
      fastify.get('/slow', async () => {
        const response = new Promise<void>((done) => (respond = done));
        resolve();
        await response;
        return 'served slowly';
      });
    });
    await listenOn(app, { host: 'localhost', port: 0 });
    port = portOf(app) ?? 0;
  });
  afterEach(() => app.close());

  it.each(LOOPBACK)('serves clients of %s, and none after the shutdown', async (address) => {
    expect(await (await fetch(urlOf(address, port))).text()).toBe('served');
    await app.close();
    const socket = connect(port, address);
    const [error] = await once(socket, 'error');
    expect(error).toMatchObject({ code: 'ECONNREFUSED' });
  });

  it.each(LOOPBACK)('completes a request of %s during the shutdown', async (address) => {
    const slow = fetch(`${urlOf(address, port)}slow`);
    await received;
    const closed = app.close();
    respond();
    expect(await (await slow).text()).toBe('served slowly');
    await closed;
  });

  it.each(LOOPBACK)('closes the idle connections of %s', async (address) => {
    const agent = new Agent({ keepAlive: true });
    const sent = request(urlOf(address, port), { agent }).end();
    const [response] = await once(sent, 'response');
    response.resume();
    await once(response, 'end');
    await app.close();
    agent.destroy();
  });

  it('listens on one address if it is named', async () => {
    const other = await NestFactory.create<NestFastifyApplication>(EmptyModule, new FastifyAdapter(), {
      logger: false,
    });
    await listenOn(other, { host: '127.0.0.1', port: 0 });
    expect(other.getHttpAdapter().getInstance().addresses()).toMatchObject([{ address: '127.0.0.1' }]);
    await other.close();
  });

  it('rejects a port that is in use already', async () => {
    const other = await NestFactory.create<NestFastifyApplication>(EmptyModule, new FastifyAdapter(), {
      logger: false,
    });
    await expect(listenOn(other, { host: 'localhost', port })).rejects.toMatchObject({
      variable: 'HTTP_PORT',
      cause: { code: 'EADDRINUSE' },
    });
    await other.close();
  });
});
