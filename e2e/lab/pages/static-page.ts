import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';

const HTML =
  '<!doctype html><title>Static</title><textarea id="note"></textarea><script src="/script.js"></script>';
const FOCUS = "document.querySelector('#note').focus();";

/** Page with one script, which does nothing but focus a field. */
export class StaticPage implements AsyncDisposable {
  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  /** @param bytes of the page and its script, about */
  static async serve(bytes: number): Promise<StaticPage> {
    const filler = randomBytes(Math.ceil((bytes - HTML.length) * 0.75)).toString('base64');
    const script = `${FOCUS}//${filler}`;
    const server = createServer(({ url }, response) => {
      const [type, body] = url === '/script.js' ? ['text/javascript', script] : ['text/html', HTML];
      response.writeHead(url === '/favicon.ico' ? 204 : 200, { 'content-type': type }).end(body);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the server has no port');
    return new StaticPage(server, `http://127.0.0.1:${address.port}/`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
