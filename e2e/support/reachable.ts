import { freePort } from './free-port.js';

/** Environment of a product whose mails have links that lead to it. */
export async function reachable(): Promise<Record<string, string>> {
  const port = String(await freePort());
  return { HTTP_PORT: port, FRONTEND_URL: `http://127.0.0.1:${port}` };
}
