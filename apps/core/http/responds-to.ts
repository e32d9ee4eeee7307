import { RouteConfig } from '@nestjs/platform-fastify';
import type { ErrorCode } from './error-responses.js';

type ErrorStatuses = Partial<Record<ErrorCode, number>>;

declare module 'fastify' {
  interface FastifyContextConfig {
    errorStatuses?: ErrorStatuses;
  }
}

const declared = new WeakMap<object, ErrorStatuses>();

/** Declares the status of an error on one route, in place of that in `errorResponses`. */
export function RespondsTo(code: ErrorCode, status: number): MethodDecorator {
  return (target, key, descriptor) => {
    const method = Object(descriptor.value);
    const errorStatuses = { ...declared.get(method), [code]: status };
    declared.set(method, errorStatuses);
    RouteConfig({ errorStatuses })(target, key, descriptor);
  };
}
