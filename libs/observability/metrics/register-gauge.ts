import { Gauge, type Registry, type RegistryContentType } from 'prom-client';
import { registry } from './registry.js';

/**
 * A gauge that is read at each scrape. While its value is not known it has none: an old one would look like a good one.
 *
 * @param read must not throw; null: not known
 */
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
