import '@fastify/cookie';
import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Config } from '#libs/config';
import { hashToken } from '#libs/encryption';
import { currentCookie } from '../../http/requests/current-request.js';
import { CONFIG } from '../../tokens.js';
import type { Account } from '../accounts.repository.js';

const MAX_AGE_SECONDS = 400 * 86_400;
const ATTRIBUTES = { path: '/', httpOnly: true, secure: true, sameSite: 'strict' } as const;

type Owner = Pick<Account, 'id' | 'passwordHash'>;

export interface DeviceCookie {
  name: string;
  value: string;
}

/**
 * Signed cookies by which a device shows that it signed in to an account before. They open nothing, and a new password
 * ends them.
 */
@Injectable()
export class KnownDevices {
  private readonly keys: readonly Buffer[];

  constructor(@Inject(CONFIG) { accounts }: Config) {
    const ring = accounts.signingKeys.reveal().keys.values();
    this.keys = Array.from(ring, (key) =>
      Buffer.from(hkdfSync('sha256', key, '', 'onasty/v1/device-cookie', 32)),
    );
  }

  find(account: Owner): string | null {
    const [deviceId = '', tag = ''] = currentCookie(nameFor(account.id))?.split('.') ?? [];
    const given = Buffer.from(tag, 'base64url');
    const isSigned = this.keys.some((key) => {
      const expected = tagOf(key, account, deviceId);
      return given.length === expected.length && timingSafeEqual(given, expected);
    });
    return isSigned ? deviceId : null;
  }

  cookieFor(account: Owner): DeviceCookie {
    const [key] = this.keys;
    if (key === undefined) throw new Error('JWT_SIGNING_KEYS has no key');
    const deviceId = this.find(account) ?? randomBytes(16).toString('base64url');
    const tag = tagOf(key, account, deviceId).toString('base64url');
    return { name: nameFor(account.id), value: `${deviceId}.${tag}` };
  }
}

export function setDeviceCookie(reply: FastifyReply, { name, value }: DeviceCookie): void {
  void reply.setCookie(name, value, { ...ATTRIBUTES, maxAge: MAX_AGE_SECONDS });
}

export function forgetDevice(reply: FastifyReply, accountId: string): void {
  void reply.clearCookie(nameFor(accountId), ATTRIBUTES);
}

function nameFor(id: string): string {
  return `__Host-device-${hashToken(id).toString('hex').slice(0, 16)}`;
}

function tagOf(key: Buffer, { id, passwordHash }: Owner, deviceId: string): Buffer {
  return createHmac('sha256', key).update([id, passwordHash, deviceId].join('\0')).digest();
}
