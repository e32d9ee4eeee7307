import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { z } from 'zod';
import { freePort } from '../free-port.js';
import { Program } from '../program.js';
import { until } from '../until.js';
import {
  alertsResponse,
  exemplarsResponse,
  queryResponse,
  rulesResponse,
  targetsResponse,
  type FiringAlert,
  type Series,
} from './prometheus-responses.js';
import { configurationHere, rulesHere, type Targets } from './prometheus-configuration.js';

/** Base URL of runbooks, set by the operator. */
export const RUNBOOKS = 'https://git.example.com/docs/runbooks';

/** Prometheus with the configuration and rules of infra/, where minutes are seconds. */
export class PrometheusServer {
  private constructor(
    private readonly program: Program,
    private readonly folder: string,
    private readonly address: string,
  ) {}

  static async start(targets: Targets): Promise<PrometheusServer> {
    const folder = await mkdtemp(join(tmpdir(), 'onasty-prometheus-'));
    const rules = await rulesHere();
    for (const [name, text] of rules) await writeFile(join(folder, name), text);
    await writeFile(join(folder, 'prometheus.yml'), await configurationHere(targets, [...rules.keys()]));
    const port = await freePort();
    const options = [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      // Prometheus 3 always expands external labels.
      '--enable-feature=exemplar-storage,expand-external-labels',
    ];
    const program = await Program.start(['prometheus', ...options], { RUNBOOKS });
    const server = new PrometheusServer(program, folder, `http://127.0.0.1:${port}`);
    await until('Prometheus is ready', async () => !program.isAlive || (await server.isReady()), 30_000);
    if (!program.isAlive) throw new Error(`Prometheus did not start: ${program.lines.join('\n')}`);
    return server;
  }

  async query(expression: string): Promise<Series[]> {
    return (await this.request('query', { query: expression }, queryResponse)).data.result;
  }

  /** Values of the last seconds, one each second. */
  async queryRange(expression: string, seconds: number): Promise<Series[]> {
    const now = Date.now() / 1_000;
    const parameters = { query: expression, start: String(now - seconds), end: String(now), step: '1' };
    return (await this.request('query_range', parameters, queryResponse)).data.result;
  }

  /** Labels of the exemplars of these series. */
  async exemplars(expression: string): Promise<Record<string, string>[]> {
    const now = Date.now() / 1_000;
    const parameters = { query: expression, start: String(now - 3_600), end: String(now) };
    const { data } = await this.request('query_exemplars', parameters, exemplarsResponse);
    return data.flatMap(({ exemplars }) => exemplars.map(({ labels }) => labels));
  }

  async firing(): Promise<FiringAlert[]> {
    const { data } = await this.request('alerts', {}, alertsResponse);
    return data.alerts.filter(({ state }) => state === 'firing');
  }

  /** Health of each rule: `ok`, `unknown` before its first evaluation, or the error. */
  async ruleHealth(): Promise<[string, string][]> {
    const { data } = await this.request('rules', {}, rulesResponse);
    return data.groups.flatMap(({ rules }) =>
      rules.map(({ name, health, lastError }): [string, string] => [name, lastError ?? health]),
    );
  }

  /** Errors of targets that cannot be scraped. */
  async brokenTargets(): Promise<string[]> {
    const { data } = await this.request('targets', {}, targetsResponse);
    return data.activeTargets
      .filter(({ health }) => health !== 'up')
      .map(({ labels, health, lastError }) => `${labels['job']}: ${health} ${lastError}`);
  }

  async stop(): Promise<void> {
    await this.program.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async request<Schema extends z.ZodType>(
    endpoint: string,
    parameters: Record<string, string>,
    schema: Schema,
  ): Promise<z.output<Schema>> {
    const response = await fetch(`${this.address}/api/v1/${endpoint}?${new URLSearchParams(parameters)}`);
    const text = await response.text();
    if (!response.ok) throw new Error(`Prometheus rejects ${JSON.stringify(parameters)}: ${text}`);
    return schema.parse(JSON.parse(text));
  }

  private isReady(): Promise<boolean> {
    return fetch(`${this.address}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  }
}
