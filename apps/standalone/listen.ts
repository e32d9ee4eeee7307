import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from '#libs/config';
import { listenOn, portOf } from '../core/http/connections/listen-on.js';

const EVERY_ADDRESS = new Set(['0.0.0.0', '::']);

/** @returns the URL for a browser on this machine */
export async function listen(
  app: NestFastifyApplication,
  { host, port }: Pick<Config['http'], 'host' | 'port'>,
): Promise<string> {
  try {
    await listenOn(app, { host, port });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    if (error.code === 'EADDRINUSE')
      throw new Error(`port ${port} is in use: set HTTP_PORT to another port, or stop the other program`, {
        cause: error,
      });
    if (error.code === 'EACCES')
      throw new Error(`port ${port} requires privileges: set HTTP_PORT to a port above 1023`, {
        cause: error,
      });
    throw error;
  }
  const name = EVERY_ADDRESS.has(host) ? 'localhost' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${portOf(app) ?? port}`;
}
