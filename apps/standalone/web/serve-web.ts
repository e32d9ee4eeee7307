import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { WebFiles } from './web-files.js';
import { webHeaders } from './web-headers.js';

/** What the API answers, also when nothing is there. */
const NOT_OURS = /^\/(api|health)(\/|$)/;

/**
 * Serves the built web UI beside the API.
 *
 * @returns whether there is one in the folder
 */
export async function serveWeb(app: NestFastifyApplication, folder: string): Promise<boolean> {
  const files = await WebFiles.read(folder);
  if (files === null) return false;
  await app.register(fastifyStatic, {
    root: folder,
    serve: false,
    preCompressed: true,
    cacheControl: false,
    etag: true,
  });
  const fastify = app.getHttpAdapter().getInstance();
  const answer = (request: FastifyRequest, reply: FastifyReply) => {
    const path = pathOf(request.url);
    if (NOT_OURS.test(path)) return reply.callNotFound();
    const { file, status, caching } = files.answerTo(path);
    return reply
      .code(status)
      .headers({ ...webHeaders(file, request.protocol === 'https'), 'cache-control': caching })
      .sendFile(file);
  };
  fastify.route({ method: ['GET', 'HEAD'], url: '/*', handler: answer });
  return true;
}

function pathOf(address: string): string {
  try {
    return decodeURIComponent(new URL(address, 'http://localhost').pathname);
  } catch {
    return '/404';
  }
}
