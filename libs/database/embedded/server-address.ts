import { createServer } from 'node:net';
import { Secret } from '#libs/config';

export const DATABASE = 'onasty';

export function serverUrl(
  role: string,
  password: Secret<string>,
  port: number,
  database = DATABASE,
): Secret<string> {
  return new Secret(
    `postgresql://${role}:${encodeURIComponent(password.reveal())}@127.0.0.1:${port}/${database}`,
  );
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
