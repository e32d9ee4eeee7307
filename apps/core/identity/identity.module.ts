import { Global, Module } from '@nestjs/common';
import { ApiKeyAccess } from './api-keys/api-key-access.js';
import { ApiKeyLimits } from './api-keys/api-key-limits.js';
import { ApiKeysRepository } from './api-keys/api-keys.repository.js';
import { CurrentApiKeyController } from './own-api-keys/current-api-key.controller.js';
import { OwnApiKeysController } from './own-api-keys/own-api-keys.controller.js';
import { OwnApiKeysService } from './own-api-keys/own-api-keys.service.js';
import { AccountMails } from './mails/account-mails.js';
import { AccountsRepository } from './accounts.repository.js';
import { EmailChangeController } from './email-change/email-change.controller.js';
import { EmailChangeService } from './email-change/email-change.service.js';
import { IdentitySweeper } from './identity.sweeper.js';
import { MailSenderGuard } from './mails/mail-sender.guard.js';
import { MailTokensRepository } from './mails/mail-tokens.repository.js';
import { PasswordController } from './password/password.controller.js';
import { NewPasswords } from './password/new-passwords.js';
import { PasswordChangeService } from './password/password-change.service.js';
import { PasswordResetService } from './password/password-reset.service.js';
import { PasswordSignInGuard } from './sign-in/password-sign-in.guard.js';
import { ProfileController } from './profile/profile.controller.js';
import { ProfileService } from './profile/profile.service.js';
import { OauthModule } from './oauth/oauth.module.js';
import { AccountEventsRepository } from './security-log/account-events.repository.js';
import { ActivityController } from './profile/activity.controller.js';
import { SecurityLog } from './security-log/security-log.js';
import { AccessTokens } from './sessions/access-tokens.js';
import { CallerGuard } from './sessions/current-user.js';
import { LiveCaller } from './sessions/live-caller.js';
import { JwksController } from './sessions/jwks.controller.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { SessionsRepository } from './sessions/sessions.repository.js';
import { SessionsService } from './sessions/sessions.service.js';
import { SignInController } from './sign-in/sign-in.controller.js';
import { SignInService } from './sign-in/sign-in.service.js';
import { KnownDevices } from './sign-in/known-devices.js';
import { PasswordVerifier } from './sign-in/password-verifier.js';
import { Reauthentication } from './sign-in/reauthentication.js';
import { AccountHandover } from './handover/account-handover.js';
import { HandoverRepository } from './handover/handover.repository.js';
import { SignInFailuresRepository } from './sign-in/sign-in-failures.repository.js';
import { SignInThrottle } from './sign-in/sign-in-throttle.js';
import { SignUpController } from './sign-up/sign-up.controller.js';
import { SignUpService } from './sign-up/sign-up.service.js';

/** Accounts and sessions. Global: the routes of every feature need the current user. */
@Global()
@Module({
  imports: [OauthModule],
  controllers: [
    SessionsController,
    JwksController,
    SignUpController,
    SignInController,
    PasswordController,
    EmailChangeController,
    ProfileController,
    ActivityController,
    OwnApiKeysController,
    CurrentApiKeyController,
  ],
  providers: [
    AccountsRepository,
    AccountEventsRepository,
    SecurityLog,
    IdentitySweeper,
    AccessTokens,
    SessionsRepository,
    SessionsService,
    CallerGuard,
    LiveCaller,
    ApiKeyLimits,
    ApiKeysRepository,
    ApiKeyAccess,
    OwnApiKeysService,
    AccountMails,
    MailTokensRepository,
    MailSenderGuard,
    SignInFailuresRepository,
    SignInThrottle,
    KnownDevices,
    PasswordVerifier,
    Reauthentication,
    HandoverRepository,
    AccountHandover,
    SignUpService,
    SignInService,
    NewPasswords,
    PasswordResetService,
    PasswordSignInGuard,
    PasswordChangeService,
    EmailChangeService,
    ProfileService,
  ],
  exports: [
    AccountHandover,
    AccountMails,
    AccountsRepository,
    Reauthentication,
    SecurityLog,
    SessionsService,
    ApiKeyAccess,
    ApiKeyLimits,
    CallerGuard,
    LiveCaller,
  ],
})
export class IdentityModule {}
