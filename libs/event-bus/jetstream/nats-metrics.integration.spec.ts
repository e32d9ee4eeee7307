import { afterAll, beforeAll, expect, it } from 'vitest';
import { natsAddress } from '#libs/config';
import { NatsServer } from '../../../e2e/support/servers/nats.js';
import { JetStreamEventBus, natsMetrics } from '../index.js';

const passwords = {
  NATS_CORE_PASSWORD: '"of-core"',
  NATS_MAILER_PASSWORD: '"of-mailer"',
  NATS_OPERATOR_PASSWORD: '"of-operator"',
};

let server: NatsServer;
beforeAll(async () => {
  server = await NatsServer.start(passwords);
});
afterAll(() => server.stop());

it('reads connections, messages and streams of a real NATS', async () => {
  const url = natsAddress.parse(server.url.replace('//', '//core:of-core@'));
  const bus = JetStreamEventBus.connect({ url, name: 'core' });
  await expect.poll(() => bus.isConnected()).toBe(true);
  await bus.publish('mailer.send', 'one', new TextEncoder().encode('a mail'));
  const { text, contentType } = await natsMetrics(server.monitoring);
  expect(contentType).toContain('text/plain');
  expect(text).toMatch(/^gnatsd_varz_connections 1$/m);
  expect(text).toMatch(/^# TYPE gnatsd_varz_in_msgs counter$/m);
  expect(text).toMatch(/^gnatsd_varz_in_msgs [1-9]\d*$/m);
  expect(text).toMatch(/^gnatsd_varz_slow_consumers 0$/m);
  expect(text).toMatch(/^jetstream_stream_total_messages\{stream_name="ONASTY_MAIL"\} 1$/m);
  expect(text).toMatch(/^jetstream_stream_total_bytes\{stream_name="ONASTY_MAIL"\} [1-9]\d*$/m);
  await bus.close();
});

it('fails if NATS does not respond', async () => {
  await expect(natsMetrics('http://127.0.0.1:1')).rejects.toThrow();
});
