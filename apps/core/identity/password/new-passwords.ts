import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '#libs/config';
import { CONFIG } from '../../tokens.js';
import { PasswordHasher } from '../../passwords/password-hasher.js';

@Injectable()
export class NewPasswords {
  constructor(
    private readonly hasher: PasswordHasher,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Loads the dictionaries with the first password, since they take a fifth of a process's memory. */
  async check(password: string, email: string): Promise<void> {
    const { checkPassword } = await import('./password-rules.js');
    checkPassword(password, email, this.config.accounts.passwordMinLength);
  }

  async hash(password: string, email: string): Promise<string> {
    await this.check(password, email);
    return this.hasher.hash(password);
  }
}
