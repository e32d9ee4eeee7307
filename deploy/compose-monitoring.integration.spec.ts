import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { environmentOfExample, readCompose } from './testing/compose-file.js';

const FILES = ['deploy/compose.yml', 'deploy/compose.monitoring.yml'];
const WATCHERS = [
  'alertmanager',
  'alloy',
  'blackbox-exporter',
  'docker-socket-proxy',
  'grafana',
  'loki',
  'nats-exporter',
  'node-exporter',
  'postgres-exporter',
  'prometheus',
  'redis-exporter',
  'tempo',
  'trace-collector',
];
/** Services whose HTTP port is closed to all others. */
const UNWATCHED = new Set(['docker-socket-proxy', 'trace-collector']);
/** Address of a service as `host:port`. */
const ADDRESS = /\b([a-z]+(?:-[a-z]+)*):(\d{4,5})\b/g;
const PORTS: Readonly<Record<string, string>> = {
  alertmanager: '9093',
  alloy: '12345',
  'blackbox-exporter': '9115',
  grafana: '3000',
  loki: '3100',
  'nats-exporter': '7777',
  'node-exporter': '9100',
  'postgres-exporter': '9187',
  'redis-exporter': '9121',
  web: '8081',
  prometheus: '9090',
  tempo: '3200',
};

const sites = z.tuple([z.object({ targets: z.array(z.string()) })]);
const jobs = z.object({
  scrape_configs: z.array(
    z.looseObject({
      job_name: z.string(),
      static_configs: z.tuple([z.object({ targets: z.array(z.string()) })]).optional(),
      dns_sd_configs: z.tuple([z.object({ names: z.tuple([z.string()]), port: z.number() })]).optional(),
    }),
  ),
});

describe('compose.yml with compose.monitoring.yml', () => {
  const environment = environmentOfExample('deploy');
  const { services, networks } = readCompose(FILES, environment);
  const before = readCompose(FILES[0] ?? '', environment);
  const added = Object.entries(services).filter(([name]) => !(name in before.services));
  const shares = (one: string, other: string) =>
    services[one]?.networks.some((network) => services[other]?.networks.includes(network));

  it('adds the monitoring services, hardened like the others', () => {
    expect(added.map(([name]) => name).toSorted()).toEqual(WATCHERS);
  });

  it.each(added)('%s has a pinned version, or is built here', (_name, { image }) => {
    expect(image).toMatch(/:v?\d+\.\d+\.\d+$|^localhost\/onasty\/mailer:/);
  });

  it.each(added)('%s mounts only files that exist', (_name, { volumes }) => {
    const folders = volumes
      .map((volume) => volume.split(':')[0] ?? '')
      .filter((path) => path.startsWith('./'));
    for (const folder of folders) expect(existsSync(folder), folder).toBe(true);
  });

  it('publishes only Grafana in addition to the web server, on loopback', () => {
    const published = added.filter(([, { ports }]) => ports.length > 0);
    expect(published.map(([name, { ports }]) => [name, ports])).toEqual([
      ['grafana', ['127.0.0.1:3001:3000']],
    ]);
  });

  it('gives Grafana a password of its own, by a file', () => {
    expect(services['grafana']).toMatchObject({
      secrets: ['grafana_password'],
      environment: { GF_SECURITY_ADMIN_PASSWORD__FILE: '/run/secrets/grafana_password' },
    });
  });

  it.each([
    'prometheus',
    'loki',
    'tempo',
    'alloy',
    'trace-collector',
    'docker-socket-proxy',
    'node-exporter',
  ])('%s has no outbound network', (name) => {
    expect(services[name]?.networks.every((network) => networks[network]?.internal)).toBe(true);
  });

  it.each([
    ['postgres', ['postgres-exporter', 'redis-exporter']],
    ['redis', ['postgres-exporter', 'redis-exporter']],
    ['nats', ['nats-exporter']],
  ])('%s is reachable for exporters only, of all monitoring services', (name, expected) => {
    expect(WATCHERS.filter((watcher) => shares(name, watcher))).toEqual(expected);
  });

  it.each([
    ['docker-socket-proxy', ['alloy']],
    ['alloy', ['docker-socket-proxy', 'loki', 'prometheus']],
    ['trace-collector', ['core', 'mailer', 'tempo']],
  ])('lets only the necessary services reach %s', (name, expected) => {
    const neighbours = Object.keys(services).filter((other) => other !== name && shares(name, other));
    expect(neighbours.toSorted()).toEqual(expected);
  });

  it('gives the socket of the engine to its proxy only, which permits reading only', () => {
    const holders = Object.entries(services).filter(([, { volumes }]) =>
      volumes.some((volume) => volume.includes('docker.sock')),
    );
    expect(holders.map(([name]) => name)).toEqual(['docker-socket-proxy']);
    expect(services['docker-socket-proxy']?.environment).toEqual({
      CONTAINERS: '1',
      NETWORKS: '1',
      POST: '0',
      EVENTS: '0',
    });
    expect(readFileSync('infra/alloy/config.alloy', 'utf8')).toContain('"tcp://docker-socket-proxy:2375"');
  });

  it.each(['alloy', 'trace-collector'])('runs %s without root', (name) => {
    expect(services[name]?.user).toBe('473:473');
  });

  it('closes the pages of the collector that core and the mailer can reach', () => {
    expect(services['trace-collector']?.command).toContain('--server.http.listen-addr=127.0.0.1:12345');
  });

  it('mounts the disks of the machine below /host for the node exporter', () => {
    expect(services['node-exporter']).toMatchObject({
      pid: 'host',
      command: ['--path.rootfs=/host', '--collector.textfile.directory=/backups/metrics'],
      volumes: ['/:/host:ro,rslave', 'backups:/backups:ro'],
    });
  });

  it('samples 5% of the traces unless another share is configured', () => {
    const all = readCompose(FILES, { ...environment, OTEL_TRACES_SAMPLER_ARG: '1' }).services;
    expect(services['core']?.environment['OTEL_TRACES_SAMPLER_ARG']).toBe('0.05');
    expect(all['core']?.environment['OTEL_TRACES_SAMPLER_ARG']).toBe('1');
  });

  it('has Prometheus scrape each monitoring service', () => {
    const file = jobs.parse(parse(readFileSync('infra/prometheus/prometheus.yml', 'utf8')));
    const targets = file.scrape_configs.flatMap(({ static_configs: configs }) => configs?.[0].targets ?? []);
    const hosts = targets.map((target) => target.split(':')[0]?.replace('localhost', 'prometheus'));
    const watched = WATCHERS.filter((name) => !UNWATCHED.has(name));
    expect(new Set(hosts)).toEqual(new Set([...watched, 'web']));
    for (const name of watched) expect(shares('prometheus', name), name).toBe(true);
  });

  it('scrapes core and the mailer on their metrics ports', () => {
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
    '%s names existing services and ports only',
    (path) => {
      const named = [...readFileSync(path, 'utf8').matchAll(ADDRESS)].filter(
        ([, host]) => host !== 'localhost',
      );
      expect(named.length).toBeGreaterThan(2);
      for (const [, host = '', port] of named) expect([host, port]).toEqual([host, PORTS[host]]);
    },
  );

  it.each(['https://notes.example.com', 'https://notes.example.com/'])(
    'probes the web UI and the API behind it at %s',
    (site) => {
      const env = { ...process.env, SITE: site, RUNBOOKS: 'https://git.onasty.test/runbooks' };
      execFileSync(join('infra', 'prometheus', 'start.sh'), ['--version'], { env });
      const [{ targets }] = sites.parse(parse(readFileSync('/tmp/site/site.yml', 'utf8')));
      expect(targets).toEqual([site, 'https://notes.example.com/api/ping']);
    },
  );

  it.each([
    '',
    'docs/runbooks',
    'https://git.example.com/runbooks',
    'ftp://git.onasty.test/runbooks',
    'https://',
  ])('does not start Prometheus with runbooks at "%s", which no chat can open', (runbooks) => {
    const env = { ...process.env, SITE: 'https://notes.example.com', RUNBOOKS: runbooks };
    expect(() =>
      execFileSync(join('infra', 'prometheus', 'start.sh'), ['--version'], { env, stdio: 'pipe' }),
    ).toThrow('RUNBOOKS must be the URL of docs/runbooks');
  });

  it('has Prometheus read these addresses from the file that its start script writes', () => {
    expect(readFileSync('infra/prometheus/prometheus.yml', 'utf8')).toContain('files: [/tmp/site/*.yml]');
  });

  it('sends the traces of core to the port of the collector', () => {
    expect(services['core']?.environment['OTEL_EXPORTER_OTLP_ENDPOINT']).toBe('http://trace-collector:4318');
    expect(readFileSync('infra/alloy/traces.alloy', 'utf8')).toContain('endpoint = "0.0.0.0:4318"');
  });
});
