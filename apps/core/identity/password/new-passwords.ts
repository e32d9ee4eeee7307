import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '#libs/config';
import { CONFIG } from '../../tokens.js';
import { PasswordHasher } from '../../passwords/password-hasher.js';
import { checkPassword } from './password-rules.js';

@Injectable()
export class NewPasswords {
  constructor(
    private readonly hasher: PasswordHasher,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  check(password: string, email: string): void {
    checkPassword(password, email, this.config.accounts.passwordMinLength);
  }

  async hash(password: string, email: string): Promise<string> {
    this.check(password, email);
    return this.hasher.hash(password);
  }
}
