import { Module } from '@nestjs/common';
import { EphemeralState } from '#libs/redis';
import type { Config } from '#libs/config';
import type { Logger } from '#libs/observability';
import { CONFIG, LOGGER } from '../../tokens.js';
import { AuthOauthController } from './auth-oauth.controller.js';
import { IdentitiesController } from './identities/identities.controller.js';
import { IdentitiesRepository } from './identities/identities.repository.js';
import { IdentitiesService } from './identities/identities.service.js';
import { IdentityLinks } from './identities/identity-links.js';
import { OauthAccounts } from './oauth-accounts.js';
import { OauthProviders } from './providers/oauth-providers.js';
import { OauthController } from './oauth.controller.js';
import { OauthRepository } from './oauth.repository.js';
import { OauthService } from './oauth.service.js';
import { OneTimeCodes } from './one-time/one-time-codes.js';
import { ProvidersController } from './providers/providers.controller.js';
import { SignInAttempts } from './sign-in-attempts.js';

@Module({
  controllers: [OauthController, AuthOauthController, ProvidersController, IdentitiesController],
  providers: [
    {
      provide: OauthProviders,
      inject: [CONFIG, LOGGER],
      useFactory: ({ oauth }: Config, logger: Logger) => new OauthProviders(oauth, logger),
    },
    {
      provide: SignInAttempts,
      inject: [EphemeralState],
      useFactory: ({ values }: EphemeralState) => new SignInAttempts(values),
    },
    {
      provide: OneTimeCodes,
      inject: [EphemeralState],
      useFactory: ({ values }: EphemeralState) => new OneTimeCodes(values),
    },
    OauthRepository,
    OauthAccounts,
    OauthService,
    IdentitiesRepository,
    IdentityLinks,
    IdentitiesService,
  ],
})
export class OauthModule {}
