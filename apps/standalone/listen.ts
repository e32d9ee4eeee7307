import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from '#libs/config';
import { listenOn, portOf, urlOf } from '../core/http/connections/listen-on.js';

const EVERY_ADDRESS = new Set(['0.0.0.0', '::']);

export async function listen(
  app: NestFastifyApplication,
  { host, port }: Pick<Config['http'], 'host' | 'port'>,
): Promise<string> {
  await listenOn(app, { host, port });
  const name = EVERY_ADDRESS.has(host) ? 'localhost' : host;
  return urlOf(name, portOf(app) ?? port);
}
