import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { z } from 'zod';
import { openApiDocument } from '../../openapi/openapi-document.js';
import { operationsOf, readOpenApi, type Operation } from './openapi.js';

const errorBody = z.object({ code: z.string() });
const documentedCodes = z.object({
  allOf: z.tuple([
    z.unknown(),
    z.object({ properties: z.object({ code: z.object({ enum: z.array(z.string()) }) }) }),
  ]),
});

/** Records each error response of an app, so that no error is missing in the API document. */
export class ErrorRecorder {
  private readonly seen = new Map<string, { route: string; status: number; code: string }>();

  constructor(private readonly app: NestFastifyApplication) {
    const fastify = app.getHttpAdapter().getInstance();
    fastify.addHook('onSend', (request, { statusCode: status }, payload, done) => {
      if (status >= 400 && typeof payload === 'string') {
        const { code } = errorBody.safeParse(JSON.parse(payload)).data ?? {};
        const route = `${request.method} ${request.routeOptions.url?.replace(/:(\w+)/g, '{$1}')}`;
        if (code !== undefined) this.seen.set(`${route} ${status} ${code}`, { route, status, code });
      }
      done(null, payload);
    });
  }

  /** @throws {Error} naming each error that the document lacks; routes that it lacks are ignored */
  assertDocumented(): void {
    const operations = new Map(
      operationsOf(readOpenApi(openApiDocument(this.app))).map((operation) => [
        `${operation.method} ${operation.path}`,
        operation,
      ]),
    );
    const missing = [...this.seen].filter(([, { route, status, code }]) => {
      const operation = operations.get(route);
      return operation !== undefined && !codesOf(operation, status).includes(code);
    });
    if (missing.length > 0)
      throw new Error(`the API document lacks errors: ${missing.map(([name]) => name).join(', ')}`);
  }
}

function codesOf({ responseSchemas }: Operation, status: number): string[] {
  const { allOf } = documentedCodes.safeParse(responseSchemas.get(status)).data ?? {};
  return allOf?.[1].properties.code.enum ?? [];
}
