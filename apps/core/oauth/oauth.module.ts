import { Module } from '@nestjs/common';
import { MemoryShortLivedStore, type ShortLivedStore } from '#libs/cache';
import type { Config } from '#libs/config';
import { CONFIG } from '../config.provider.js';
import { AuthOauthController } from './auth-oauth.controller.js';
import { OauthAccounts } from './oauth-accounts.js';
import { OauthProviders } from './oauth-providers.js';
import { OauthController } from './oauth.controller.js';
import { OauthRepository } from './oauth.repository.js';
import { OauthService } from './oauth.service.js';
import { OneTimeCodes } from './one-time-codes.js';
import { ProvidersController } from './providers.controller.js';
import { SignInAttempts } from './sign-in-attempts.js';

const STORE = Symbol('STORE');

@Module({
  controllers: [OauthController, AuthOauthController, ProvidersController],
  providers: [
    { provide: STORE, useFactory: () => new MemoryShortLivedStore() },
    {
      provide: OauthProviders,
      inject: [CONFIG],
      useFactory: ({ oauth }: Config) => new OauthProviders(oauth),
    },
    {
      provide: SignInAttempts,
      inject: [STORE],
      useFactory: (store: ShortLivedStore) => new SignInAttempts(store),
    },
    {
      provide: OneTimeCodes,
      inject: [STORE],
      useFactory: (store: ShortLivedStore) => new OneTimeCodes(store),
    },
    OauthRepository,
    OauthAccounts,
    OauthService,
  ],
})
export class OauthModule {}
