import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { rateLimitKey } from '../http/requests/rate-limit-key.js';

export interface ClientInfo {
  browser: string;
  /** Enough to recognise a place, too little to identify a person. */
  network: string;
}

const BROWSERS: [RegExp, string][] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/Chrom(e|ium)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
  [/curl\//, 'curl'],
];
const SYSTEMS: [RegExp, string][] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/Linux/, 'Linux'],
];

export function clientInfoOf(request: FastifyRequest): ClientInfo {
  return {
    browser: browserOf(request.headers['user-agent'] ?? ''),
    network: networkOf(rateLimitKey(request)),
  };
}

export const Client = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  clientInfoOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

export function browserOf(userAgent: string): string {
  const nameIn = (names: [RegExp, string][]) => names.find(([pattern]) => pattern.test(userAgent))?.[1];
  const browser = nameIn(BROWSERS) ?? 'Unknown browser';
  const system = nameIn(SYSTEMS);
  return system === undefined ? browser : `${browser} on ${system}`;
}

export function networkOf(clientIp: string): string {
  const ipv4 = /(\d+\.\d+\.\d+)\.\d+$/.exec(clientIp)?.[1];
  return ipv4 === undefined ? clientIp : `${ipv4}.x`;
}
