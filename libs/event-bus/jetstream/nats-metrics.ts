import { Counter, Gauge, Registry } from 'prom-client';
import { z } from 'zod';

const TIMEOUT_MS = 3_000;

const count = z.number();
const varzSchema = z.object({
  connections: count,
  slow_consumers: count,
  in_msgs: count,
  out_msgs: count,
  in_bytes: count,
  out_bytes: count,
  mem: count,
});
const stream = z.object({ name: z.string(), state: z.object({ bytes: count, messages: count }) });
const jszSchema = z.object({
  account_details: z.array(z.object({ stream_detail: z.array(stream).default([]) })).default([]),
});

/**
 * Reads a NATS server's own monitoring and returns metrics under the names of prometheus-nats-exporter.
 *
 * @param address of the monitoring port, such as `http://nats:8222`
 * @throws {Error} if NATS does not respond
 */
export async function natsMetrics(address: string): Promise<{ contentType: string; text: string }> {
  const [varz, jsz] = await Promise.all([
    read(`${address}/varz`, varzSchema),
    read(`${address}/jsz?accounts=true&streams=true`, jszSchema),
  ]);
  const registry = new Registry();
  for (const [name, value] of Object.entries(varz)) addServerMetric(registry, name, value);
  const settings = { labelNames: ['stream_name'], registers: [registry] };
  const bytes = new Gauge({ name: 'jetstream_stream_total_bytes', help: 'Bytes of a stream.', ...settings });
  const messages = new Gauge({
    name: 'jetstream_stream_total_messages',
    help: 'Messages of a stream.',
    ...settings,
  });
  for (const { name, state } of jsz.account_details.flatMap((account) => account.stream_detail)) {
    bytes.set({ stream_name: name }, state.bytes);
    messages.set({ stream_name: name }, state.messages);
  }
  return { contentType: registry.contentType, text: await registry.metrics() };
}

function addServerMetric(registry: Registry, field: string, value: number): void {
  const settings = { name: `gnatsd_varz_${field}`, help: `Field ${field} of /varz.`, registers: [registry] };
  if (/^(in|out)_|^slow_/.test(field)) new Counter(settings).inc(value);
  else new Gauge(settings).set(value);
}

async function read<T>(url: string, schema: z.ZodType<T>): Promise<T> {
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new Error(`NATS responded with ${response.status} to ${new URL(url).pathname}`);
  return schema.parse(await response.json());
}
