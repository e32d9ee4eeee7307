import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PageSettings } from './render-page.js';
import { RenderedPages } from './rendered-pages.js';
import { WebFiles } from './web-files.js';
import { CONTENT_POLICY, needlessHeaders } from './web-headers.js';

/** Paths that the API handles, unknown routes included. */
const API_PATHS = /^\/(api|health)(\/|$)/;

export async function serveWeb(
  app: NestFastifyApplication,
  folder: string,
  settings: PageSettings = { readOnly: false },
): Promise<boolean> {
  const files = await WebFiles.read(folder);
  if (files === null) return false;
  const pages = await RenderedPages.render(folder, files.pages(), settings);
  await app.register(fastifyStatic, {
    root: folder,
    serve: false,
    preCompressed: true,
    cacheControl: false,
    etag: true,
    lastModified: false,
    acceptRanges: false,
  });
  const fastify = app.getHttpAdapter().getInstance();
  const respond = (request: FastifyRequest, reply: FastifyReply) => {
    const path = pathOf(request.url);
    if (API_PATHS.test(path)) return reply.callNotFound();
    const { file, status, caching } = files.resolve(path);
    reply.code(status).headers({ 'content-security-policy': CONTENT_POLICY, 'cache-control': caching });
    for (const name of needlessHeaders(file, caching)) reply.removeHeader(name);
    const page = pages.find(file, request.headers['accept-encoding']);
    if (page === null) return reply.sendFile(file);
    if (page.encoding !== null) reply.header('content-encoding', page.encoding);
    return reply.header('vary', 'accept-encoding').type('text/html; charset=utf-8').send(page.body);
  };
  fastify.route({
    method: ['GET', 'HEAD'],
    url: '/*',
    handler: respond,
    config: { servesReaders: true },
  });
  return true;
}

function pathOf(url: string): string {
  try {
    // Two slashes at the start would begin a host.
    return decodeURIComponent(new URL(url.replace(/^\/+/, '/'), 'http://localhost').pathname);
  } catch {
    return '/404';
  }
}
