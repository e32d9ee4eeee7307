import { Gauge, type Registry, type RegistryContentType } from 'prom-client';
import { registry } from './registry.js';

/**
 * Registers a gauge that is read at each scrape, without a sample while its value is unknown.
 *
 * @param read must not throw; returns null if unknown
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
