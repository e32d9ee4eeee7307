import { freePort } from '../free-port.js';
import { Program } from '../program.js';
import { until } from '../until.js';

export interface Exporter {
  /** `host:port` */
  target: string;
  stop(): Promise<void>;
}

/** Node exporter for file systems and the metrics in a folder. */
export function nodeExporter(textfiles: string): Promise<Exporter> {
  return exporter('prometheus-node-exporter', [
    '--collector.disable-defaults',
    '--collector.filesystem',
    '--collector.textfile',
    `--collector.textfile.directory=${textfiles}`,
  ]);
}

/** @param authority certificate that it trusts */
export function blackboxExporter(authority: string): Promise<Exporter> {
  const options = ['--config.file=infra/blackbox/blackbox.yml'];
  return exporter('prometheus-blackbox-exporter', options, { SSL_CERT_FILE: authority });
}

/** @param databaseUrl for a role that may read statistics */
export function postgresExporter(databaseUrl: URL): Promise<Exporter> {
  const url = new URL(databaseUrl);
  url.searchParams.set('sslmode', 'disable');
  return exporter('prometheus-postgres-exporter', [], { DATA_SOURCE_NAME: url.href });
}

export function redisExporter(port: number): Promise<Exporter> {
  return exporter('prometheus-redis-exporter', [], {
    REDIS_ADDR: `redis://127.0.0.1:${port}`,
    REDIS_EXPORTER_CONFIG_COMMAND: '-',
  });
}

/** The product's own, which the image of the mailer contains. */
export async function natsExporter(monitoring: string): Promise<Exporter> {
  const target = `127.0.0.1:${await freePort()}`;
  const program = 'dist/bundles/mailer/export-nats.js';
  return started('the exporter of NATS', [process.execPath, program, monitoring, target], { target });
}

async function exporter(
  name: string,
  options: readonly string[],
  environment: Record<string, string> = {},
): Promise<Exporter> {
  const target = `127.0.0.1:${await freePort()}`;
  return started(name, [name, ...options, `--web.listen-address=${target}`], { target, environment });
}

async function started(
  name: string,
  command: readonly string[],
  { target, environment = {} }: { target: string; environment?: Record<string, string> },
): Promise<Exporter> {
  const program = await Program.start(command, environment);
  const responds = () =>
    fetch(`http://${target}/metrics`).then(
      ({ ok }) => ok,
      () => false,
    );
  await until(`${name} responds`, async () => !program.isAlive || (await responds()));
  if (!program.isAlive) throw new Error(`${name} did not start: ${program.lines.join('\n')}`);
  return { target, stop: () => program.stop() };
}
