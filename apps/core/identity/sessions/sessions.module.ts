import { Global, Module } from '@nestjs/common';
import type { Config } from '#libs/config';
import { CONFIG } from '../../tokens.js';
import { AccessTokens } from './access-tokens.js';
import { SessionGuard } from './current-user.js';
import { JwksController } from './jwks.controller.js';
import { SessionsController } from './sessions.controller.js';
import { SessionsRepository } from './sessions.repository.js';
import { SessionsService } from './sessions.service.js';
import { SessionsSweeper } from './sessions.sweeper.js';

/** Sessions and their tokens. Global, since the routes of every feature ask who calls. */
@Global()
@Module({
  controllers: [SessionsController, JwksController],
  providers: [
    {
      provide: AccessTokens,
      inject: [CONFIG],
      useFactory: ({ accounts, appUrl }: Config) =>
        new AccessTokens(accounts.signingKeys, appUrl, accounts.accessTokenSeconds),
    },
    SessionsRepository,
    SessionsService,
    SessionsSweeper,
    SessionGuard,
  ],
  exports: [SessionsService, SessionGuard],
})
export class SessionsModule {}
