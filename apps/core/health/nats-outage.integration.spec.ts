import { afterAll, beforeAll, expect, it } from 'vitest';
import { natsAddress } from '#libs/config';
import { JetStreamEventBus } from '#libs/event-bus';
import { NatsServer } from '../../../e2e/support/servers/nats.js';
import { createTestApp, type TestApp } from '../testing/create-test-app.js';

let nats: NatsServer;
let app: TestApp;

beforeAll(async () => {
  nats = await NatsServer.start();
  const bus = JetStreamEventBus.connect({ url: natsAddress.parse(nats.url), name: 'core' });
  app = await createTestApp({ bus });
});
afterAll(async () => {
  await app.close();
  await nats.stop();
});

const readiness = async () => {
  const { status, body } = await app.http.get('/health/ready');
  return { status, nats: Object(Object(body).parts).nats };
};

it('reports an outage of NATS, stays ready, and serves notes and accounts', async () => {
  await expect.poll(readiness).toEqual({ status: 200, nats: 'up' });
  await nats.kill();
  await expect.poll(readiness).toEqual({ status: 200, nats: 'down' });

  expect((await app.signUp('ada@example.com')).status).toBe(201);
  const note = await app.createNote();
  expect((await app.read(note)).status).toBe(200);

  await nats.restart();
  await expect.poll(readiness).toEqual({ status: 200, nats: 'up' });
});
