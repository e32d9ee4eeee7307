import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { StoredKeys } from './stored-keys.js';

const READING_METHODS = new Set(['GET', 'HEAD']);

/** Lets no request encrypt anything before the keys are accepted, as after a start without PostgreSQL. */
@Injectable()
export class AcceptedKeysGuard implements CanActivate {
  constructor(private readonly keys: StoredKeys) {}

  /** Reads depend on the fingerprint in each row instead. */
  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const { method } = context.switchToHttp().getRequest<FastifyRequest>();
    if (this.keys.areAccepted || READING_METHODS.has(method)) return true;
    return this.keys.accept().then(() => true);
  }
}
