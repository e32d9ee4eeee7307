import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { SwaggerModule } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { contentPolicy } from '../http/security-headers.js';
import { openApiDocument } from './openapi-document.js';

const CONTENT_POLICY = contentPolicy(
  ["script-src 'self'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'"],
  'default dompurify',
);

const HTML = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>API · Onasty</title><link rel="icon" href="/favicon.svg" type="image/svg+xml"><link rel="stylesheet" href="/api/docs/swagger-ui.css"><script src="/api/docs/start.js"></script><script src="/api/docs/swagger-ui-bundle.js" defer></script></head><body><main id="swagger-ui"></main></body></html>`;

/** Swagger UI assigns sanitised HTML as text. The content policy allows no script in it; scripts and URLs stay forbidden. */
const START = `window.trustedTypes?.createPolicy('default', { createHTML: (html) => html });
addEventListener('load', () => SwaggerUIBundle({ url: '/api/docs-json', dom_id: '#swagger-ui', deepLinking: true, validatorUrl: null }));
`;

const SWAGGER_UI = new Map([
  ['swagger-ui.css', 'text/css; charset=utf-8'],
  ['swagger-ui-bundle.js', 'text/javascript; charset=utf-8'],
]);

/** Serves Swagger UI. The page that Nest makes has inline styles. */
export function serveApiDocs(app: NestFastifyApplication): void {
  SwaggerModule.setup('api/docs', app, () => openApiDocument(app), { ui: false });
  const fastify = app.getHttpAdapter().getInstance();
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  const serve = (path: string, type: string, content: () => string | Promise<Buffer>) =>
    fastify.get(`/api/docs${path}`, async (_request, reply) =>
      reply
        .header('content-security-policy', CONTENT_POLICY)
        .type(type)
        .send(await content()),
    );
  serve('', 'text/html; charset=utf-8', () => HTML);
  serve('/start.js', 'text/javascript; charset=utf-8', () => START);
  for (const [file, type] of SWAGGER_UI) serve(`/${file}`, type, () => readFile(join(folder, file)));
}
