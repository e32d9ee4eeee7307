import { Inject, Injectable, type CanActivate } from '@nestjs/common';
import type { Config } from '#libs/config';
import { CONFIG } from '../../tokens.js';
import { PasswordSignInOffError } from '../accounts.errors.js';

/** Rejects what exists for passwords only, while people sign in through providers only. */
@Injectable()
export class PasswordSignInGuard implements CanActivate {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  canActivate(): boolean {
    if (!this.config.accounts.passwordSignIn) throw new PasswordSignInOffError();
    return true;
  }
}
