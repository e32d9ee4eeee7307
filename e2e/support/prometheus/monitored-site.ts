import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../free-port.js';

const run = promisify(execFile);

/** HTTPS server that stands for the public site. */
export class MonitoredSite {
  private server: Server | undefined;

  private constructor(
    private readonly folder: string,
    private readonly port: number,
  ) {}

  /** @param days validity of its certificate */
  static async start(days: number): Promise<MonitoredSite> {
    const folder = await mkdtemp(join(tmpdir(), 'onasty-site-'));
    const site = new MonitoredSite(folder, await freePort());
    await site.makeAuthority();
    await site.serve(days);
    return site;
  }

  get address(): string {
    return `https://127.0.0.1:${this.port}`;
  }

  /** Certificate that clients have to trust. */
  get authority(): string {
    return this.path('authority.pem');
  }

  /** Restarts it with a new certificate. */
  async serve(days: number): Promise<void> {
    await this.stopServing();
    await this.makeCertificate(days);
    const [key, cert] = await Promise.all([readFile(this.path('key.pem')), readFile(this.path('cert.pem'))]);
    this.server = createServer({ key, cert }, (_request, response) => response.end('Onasty'));
    await once(this.server.listen(this.port, '127.0.0.1'), 'listening');
  }

  async stopServing(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (server === undefined) return;
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }

  async remove(): Promise<void> {
    await this.stopServing();
    await rm(this.folder, { recursive: true, force: true });
  }

  private path(name: string): string {
    return join(this.folder, name);
  }

  private async makeAuthority(): Promise<void> {
    const files = ['-keyout', this.path('authority-key.pem'), '-out', this.authority];
    await openssl(['req', '-x509', '-days', '90', '-subj', '/CN=Authority', ...NEW_KEY, ...files]);
  }

  private async makeCertificate(days: number): Promise<void> {
    const authority = ['-CA', this.authority, '-CAkey', this.path('authority-key.pem')];
    const files = ['-keyout', this.path('key.pem'), '-out', this.path('cert.pem')];
    const name = [
      '-subj',
      '/CN=site',
      '-addext',
      'subjectAltName=IP:127.0.0.1',
      '-addext',
      'basicConstraints=CA:FALSE',
    ];
    await openssl(['req', '-x509', '-days', String(days), ...name, ...authority, ...NEW_KEY, ...files]);
  }
}

const NEW_KEY = ['-nodes', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];

async function openssl(parameters: readonly string[]): Promise<void> {
  await run('openssl', [...parameters]);
}
