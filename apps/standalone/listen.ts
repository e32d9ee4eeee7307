import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from '#libs/config';

const EVERY_ADDRESS = new Set(['0.0.0.0', '::']);

/** @returns the address to open in a browser on this machine */
export async function listen(app: NestFastifyApplication, { host, port }: Config['http']): Promise<string> {
  try {
    await app.listen(port, host);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    if (error.code === 'EADDRINUSE')
      throw new Error(`Port ${port} is taken: set HTTP_PORT to another port, or stop what listens there`, {
        cause: error,
      });
    if (error.code === 'EACCES')
      throw new Error(`Port ${port} needs more rights: set HTTP_PORT to one above 1023`, { cause: error });
    throw error;
  }
  const name = EVERY_ADDRESS.has(host) ? 'localhost' : host;
  const [address] = app.getHttpAdapter().getInstance().addresses();
  const actualPort = typeof address === 'object' ? address.port : port;
  return `http://${name.includes(':') ? `[${name}]` : name}:${actualPort}`;
}
