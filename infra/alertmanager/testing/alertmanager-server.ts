import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { Program } from '../../../e2e/support/program.js';
import { freePort } from '../../../e2e/support/free-port.js';
import { until } from '../../../e2e/support/until.js';

type Labels = Readonly<Record<string, string>>;

const alertsSchema = z.array(
  z.object({
    labels: z.record(z.string(), z.string()),
    status: z.object({ inhibitedBy: z.array(z.string()) }),
  }),
);

/** Alertmanager with the configuration of infra/. */
export class AlertmanagerServer {
  private constructor(
    private readonly program: Program,
    private readonly folder: string,
    private readonly address: string,
  ) {}

  static async start(): Promise<AlertmanagerServer> {
    const folder = await mkdtemp(join(tmpdir(), 'onasty-alertmanager-'));
    const port = await freePort();
    const options = [
      '--config.file=infra/alertmanager/alertmanager.yml',
      `--storage.path=${folder}`,
      `--web.listen-address=127.0.0.1:${port}`,
      // Disables clustering.
      '--cluster.listen-address=',
    ];
    const program = await Program.start(['prometheus-alertmanager', ...options], {});
    const server = new AlertmanagerServer(program, folder, `http://127.0.0.1:${port}`);
    await until('Alertmanager is ready', async () => !program.isAlive || (await server.isReady()), 30_000);
    if (!program.isAlive) throw new Error(`Alertmanager did not start: ${program.lines.join('\n')}`);
    return server;
  }

  /** Sends alerts as Prometheus does. */
  async send(alerts: readonly Labels[]): Promise<void> {
    const { status } = await fetch(`${this.address}/api/v2/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(alerts.map((labels) => ({ labels }))),
    });
    if (status !== 200) throw new Error(`Alertmanager rejects the alerts: ${status}`);
  }

  /** Names of inhibited alerts. */
  async inhibited(): Promise<Labels[]> {
    const response = await fetch(`${this.address}/api/v2/alerts`);
    const alerts = alertsSchema.parse(await response.json());
    return alerts.filter(({ status }) => status.inhibitedBy.length > 0).map(({ labels }) => labels);
  }

  async stop(): Promise<void> {
    await this.program.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  private isReady(): Promise<boolean> {
    return fetch(`${this.address}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  }
}
