import { freePort } from './free-port.js';

/** Environment with a fixed port, so that links in mails work. */
export async function reachable(): Promise<Record<string, string>> {
  const port = String(await freePort());
  return { HTTP_PORT: port, FRONTEND_URL: `http://127.0.0.1:${port}` };
}
