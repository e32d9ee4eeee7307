import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '#libs/config';
import { CONFIG } from '../../tokens.js';
import { SignInFailuresRepository } from './sign-in-failures.repository.js';

const FREE_ATTEMPTS = { perNetwork: 5, perAccount: 50 };

export type Throttled = { by: 'network' | 'account'; seconds: number };

/** Locks no owner out: delays end after 15 min, known networks skip the second count, and reset links work. */
@Injectable()
export class SignInThrottle {
  constructor(
    private readonly failures: SignInFailuresRepository,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async attempt(account: string, network: string): Promise<Throttled | null> {
    if (!this.config.rateLimit.enabled) return null;
    const ofNetwork = await this.failures.count(networkKey(account, network), FREE_ATTEMPTS.perNetwork);
    if (ofNetwork !== null) return { by: 'network', seconds: ofNetwork };
    const ofAccount = await this.failures.count(accountKey(account), FREE_ATTEMPTS.perAccount);
    return ofAccount === null ? null : { by: 'account', seconds: ofAccount };
  }

  async recordSuccess(account: string, network: string): Promise<void> {
    await this.failures.forget(networkKey(account, network));
    await this.failures.takeBack(accountKey(account));
  }

  async cancelAttempt(account: string, network: string): Promise<void> {
    await this.failures.takeBack(networkKey(account, network));
    await this.failures.takeBack(accountKey(account));
  }

  async reset(account: string, network: string): Promise<void> {
    await this.failures.forget(networkKey(account, network));
    await this.failures.forget(accountKey(account));
  }
}

const networkKey = (account: string, network: string) => `network\0${account}\0${network}`;
const accountKey = (account: string) => `account\0${account}`;
