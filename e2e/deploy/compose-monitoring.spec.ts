import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { environmentOfExample, readCompose } from './compose-file.js';

const FILES = ['deploy/compose.yml', 'deploy/compose.monitoring.yml'];
const WATCHERS = [
  'alertmanager',
  'alloy',
  'blackbox-exporter',
  'grafana',
  'loki',
  'node-exporter',
  'prometheus',
  'tempo',
];
/** `host:port` of whatever a file names, but for Prometheus itself. */
const ADDRESS = /\b([a-z]+(?:-[a-z]+)*):(\d{4,5})\b/g;
const PORTS: Readonly<Record<string, string>> = {
  alertmanager: '9093',
  'blackbox-exporter': '9115',
  loki: '3100',
  'node-exporter': '9100',
  prometheus: '9090',
  tempo: '3200',
};

const sites = z.tuple([z.object({ targets: z.tuple([z.string()]) })]);
const jobs = z.object({
  scrape_configs: z.array(
    z.looseObject({
      job_name: z.string(),
      dns_sd_configs: z.tuple([z.object({ names: z.tuple([z.string()]), port: z.number() })]).optional(),
    }),
  ),
});

describe('compose.monitoring.yml on top of compose.yml', () => {
  const environment = environmentOfExample('deploy');
  const { services, networks } = readCompose(FILES, environment);
  const before = readCompose(FILES[0] ?? '', environment);
  const added = Object.entries(services).filter(([name]) => !(name in before.services));

  it('adds what watches, as hardened as the rest', () => {
    expect(added.map(([name]) => name).toSorted()).toEqual(WATCHERS);
  });

  it.each(added)('%s is of one version', (_name, { image }) => {
    expect(image).toMatch(/:v?\d+\.\d+\.\d+$/);
  });

  it.each(added)('%s reads files that there are', (_name, { volumes }) => {
    const folders = volumes
      .map((volume) => volume.split(':')[0] ?? '')
      .filter((path) => path.startsWith('../'));
    for (const folder of folders) expect(existsSync(join('deploy', folder)), folder).toBe(true);
  });

  it('lets only Grafana be reached beside the web server, from this machine', () => {
    const published = added.filter(([, { ports }]) => ports.length > 0);
    expect(published.map(([name, { ports }]) => [name, ports])).toEqual([
      ['grafana', ['127.0.0.1:3001:3000']],
    ]);
  });

  it('is refused without a password for Grafana', () => {
    expect(() => readCompose(FILES, { ...environment, GRAFANA_PASSWORD: '' })).toThrow(
      'GRAFANA_PASSWORD is not set',
    );
  });

  it.each(['prometheus', 'loki', 'tempo', 'alloy', 'node-exporter'])('%s reaches nothing outside', (name) => {
    expect(services[name]?.networks.every((network) => networks[network]?.internal)).toBe(true);
  });

  it.each(['postgres', 'redis', 'nats', 'web'])('%s can not be reached by what watches', (name) => {
    const shared = new Set(added.flatMap(([, watcher]) => watcher.networks));
    expect(services[name]?.networks.filter((network) => shared.has(network))).toEqual([]);
  });

  it('asks core and the mailer where they show their metrics', () => {
    const file = jobs.parse(parse(readFileSync('infra/prometheus/prometheus.yml', 'utf8')));
    for (const name of ['core', 'mailer']) {
      const job = file.scrape_configs.find((candidate) => candidate.job_name === name);
      const [found] = job?.dns_sd_configs ?? [];
      expect([found?.names, String(found?.port)]).toEqual([
        [name],
        services[name]?.environment['METRICS_PORT'],
      ]);
      expect(services[name]?.networks).toContain('monitoring');
    }
  });

  it.each(['infra/prometheus/prometheus.yml', 'infra/grafana/provisioning/datasources/onasty.yaml'])(
    '%s names services and ports that there are',
    (path) => {
      const named = [...readFileSync(path, 'utf8').matchAll(ADDRESS)].filter(
        ([, host]) => host !== 'localhost',
      );
      expect(named.length).toBeGreaterThan(2);
      for (const [, host = '', port] of named) expect([host, port]).toEqual([host, PORTS[host]]);
    },
  );

  it('tells Prometheus the address that people use', () => {
    const env = { ...process.env, SITE: 'https://notes.example.com' };
    execFileSync(join('infra', 'prometheus', 'start.sh'), ['--version'], { env });
    const [{ targets }] = sites.parse(parse(readFileSync('/tmp/site/site.yml', 'utf8')));
    expect(targets).toEqual(['https://notes.example.com']);
    expect(readFileSync('infra/prometheus/prometheus.yml', 'utf8')).toContain('files: [/tmp/site/*.yml]');
  });

  it('sends traces to Alloy, which listens there', () => {
    expect(services['core']?.environment['OTEL_EXPORTER_OTLP_ENDPOINT']).toBe('http://alloy:4318');
    expect(readFileSync('infra/alloy/config.alloy', 'utf8')).toContain('endpoint = "0.0.0.0:4318"');
  });
});
