import { Gauge, type Registry, type RegistryContentType } from 'prom-client';
import { registry } from './registry.js';

/** Registers a gauge that is read at each scrape. `read` must not throw; null exports no sample. */
export function registerGauge(
  name: string,
  help: string,
  read: () => number | null | Promise<number | null>,
  target: Registry<RegistryContentType> = registry,
): void {
  const gauge = new Gauge({
    name,
    help,
    registers: [],
    async collect() {
      const value = await read();
      if (value === null) this.remove();
      else this.set(value);
    },
  });
  target.registerMetric(gauge);
}
