import type { FastifyInstance } from 'fastify';
import createRouter, { type HTTPMethod } from 'find-my-way';

/** Knows which methods an address answers, so that a wrong method is told from an unknown address (405, 404). */
export class RouteTable {
  private readonly routers = new Map<string, ReturnType<typeof createRouter>>();

  constructor(fastify: FastifyInstance) {
    fastify.addHook('onRoute', (route) => {
      for (const method of [route.method].flat()) this.add(method, route.url);
    });
  }

  /** The methods of an address, without its query; none for an unknown address. */
  allowedMethods(address: string): string[] {
    const [path = ''] = address.split('?');
    return [...this.routers]
      .filter(([, router]) => router.find('GET', path) !== null)
      .map(([method]) => method);
  }

  /** One router for each method, each of them asked for GET: find-my-way knows fewer methods than HTTP has. */
  private add(method: string, pattern: string): void {
    if (pattern.includes('*')) return;
    const router = this.routers.get(method) ?? createRouter({ maxParamLength: Number.MAX_SAFE_INTEGER });
    this.routers.set(method, router);
    const get: HTTPMethod = 'GET';
    if (router.findRoute(get, pattern) === null) router.on(get, pattern, () => undefined);
  }
}
