import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '#libs/config';
import { CONFIG } from '../../tokens.js';
import { SignInFailuresRepository } from './sign-in-failures.repository.js';

const FREE_ATTEMPTS = { device: 5, network: 5, account: 50 };

export interface AttemptSource {
  account: string;
  network: string;
  deviceId: string | null;
}

export type Throttled = { by: 'device' | 'network' | 'account'; seconds: number };

/**
 * Locks no owner out (OWASP, device cookies): wrong passwords of others never delay a device that signed in before, and
 * reset links work.
 */
@Injectable()
export class SignInThrottle {
  constructor(
    private readonly failures: SignInFailuresRepository,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async attempt(source: AttemptSource): Promise<Throttled | null> {
    if (!this.config.rateLimit.enabled) return null;
    for (const { by, key } of countersOf(source)) {
      const seconds = await this.failures.count(key, FREE_ATTEMPTS[by]);
      if (seconds !== null) return { by, seconds };
    }
    return null;
  }

  async recordSuccess(source: AttemptSource): Promise<void> {
    for (const { key } of countersOf(source)) await this.failures.forget(key);
  }

  async cancelAttempt(source: AttemptSource): Promise<void> {
    for (const { key } of countersOf(source)) await this.failures.takeBack(key);
  }

  async reset(account: string, network: string): Promise<void> {
    await this.recordSuccess({ account, network, deviceId: null });
  }
}

function countersOf({
  account,
  network,
  deviceId,
}: AttemptSource): Array<{ by: Throttled['by']; key: string }> {
  if (deviceId !== null) return [{ by: 'device', key: `device\0${account}\0${deviceId}` }];
  return [
    { by: 'network', key: `network\0${account}\0${network}` },
    { by: 'account', key: `account\0${account}` },
  ];
}
