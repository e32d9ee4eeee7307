import type { FaultProxy } from '../fault-proxy.js';
import { seconds } from '../fault.js';

/** Connections are taken, and nothing is heard of them, as when a machine is gone. */
export async function silent(proxy: FaultProxy, count: number): Promise<void> {
  proxy.set('silent');
  await seconds(count);
  proxy.set('passes');
}
