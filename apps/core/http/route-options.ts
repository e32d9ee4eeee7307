import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExtension } from '@nestjs/swagger';
import type { ErrorCode } from './error-responses.js';

interface RouteOptions {
  errorStatuses?: Partial<Record<ErrorCode, number>>;
  changesState?: boolean;
  servesReaders?: boolean;
  acceptsForms?: boolean;
}

declare module 'fastify' {
  interface FastifyContextConfig extends RouteOptions {}
}

/** Start of the names under which a document temporarily contains statuses of `@RespondsTo`. */
export const STATUS_EXTENSION = 'x-status-';

/** Temporary extension of an operation. */
export const READERS_EXTENSION = 'x-serves-readers';

const declared = new WeakMap<object, RouteOptions>();

/** Declares the status of an error on one route, in place of that in `errorResponses`. */
export function RespondsTo(code: ErrorCode, status: number): MethodDecorator {
  return (target, key, descriptor) => {
    const { errorStatuses } = declared.get(Object(descriptor.value)) ?? {};
    declare({ errorStatuses: { ...errorStatuses, [code]: status } })(target, key, descriptor);
    ApiExtension(`${STATUS_EXTENSION}${code}`, status)(target, key, descriptor);
  };
}

/** Declares a GET that has an effect, such as reading a note. It does not respond to HEAD. */
export function ChangesState(): MethodDecorator {
  return declare({ changesState: true });
}

/** Declares a route that a server with READ_ONLY serves. It rejects any other. */
export function ServesReaders(): MethodDecorator {
  return applyDecorators(declare({ servesReaders: true }), ApiExtension(READERS_EXTENSION, true));
}

/** Accepts the body of a form, and ignores it. Only for routes that use no cookie: another site can send forms. */
export function AcceptsForms(): MethodDecorator {
  return declare({ acceptsForms: true });
}

/** Nest keeps only the last `RouteConfig` of a method. */
function declare(options: RouteOptions): MethodDecorator {
  return (target, key, descriptor) => {
    const method = Object(descriptor.value);
    const all = { ...declared.get(method), ...options };
    declared.set(method, all);
    RouteConfig(all)(target, key, descriptor);
  };
}
