import type { FastifyInstance } from 'fastify';
import createRouter, { type HTTPMethod } from 'find-my-way';

/** Distinguishes a wrong method (405) from an unknown URL (404). */
export class RouteTable {
  private readonly routers = new Map<string, ReturnType<typeof createRouter>>();

  constructor(fastify: FastifyInstance) {
    fastify.addHook('onRoute', (route) => {
      for (const method of [route.method].flat()) this.add(method, route.url);
    });
  }

  allowedMethods(url: string): string[] {
    const [path = ''] = url.split('?');
    return [...this.routers]
      .filter(([, router]) => router.find('GET', path) !== null)
      .map(([method]) => method);
  }

  /** Uses a router per method and matches GET in each, since find-my-way knows only some methods. */
  private add(method: string, pattern: string): void {
    if (pattern.includes('*')) return;
    const router = this.routers.get(method) ?? createRouter({ maxParamLength: Number.MAX_SAFE_INTEGER });
    this.routers.set(method, router);
    const get: HTTPMethod = 'GET';
    if (router.findRoute(get, pattern) === null) router.on(get, pattern, () => undefined);
  }
}
