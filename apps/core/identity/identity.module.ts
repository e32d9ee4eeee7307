import { Module } from '@nestjs/common';
import { AccountMails } from './mails/account-mails.js';
import { AccountsRepository } from './accounts.repository.js';
import { AccountsSweeper } from './accounts.sweeper.js';
import { EmailChangeController } from './email-change/email-change.controller.js';
import { EmailChangeService } from './email-change/email-change.service.js';
import { MailSenderGuard } from './mails/mail-sender.guard.js';
import { MailTokensRepository } from './mails/mail-tokens.repository.js';
import { PasswordController } from './password/password.controller.js';
import { NewPasswords } from './password/new-passwords.js';
import { PasswordChangeService } from './password/password-change.service.js';
import { PasswordResetService } from './password/password-reset.service.js';
import { ProfileController } from './profile/profile.controller.js';
import { ProfileService } from './profile/profile.service.js';
import { SignInController } from './sign-in/sign-in.controller.js';
import { SignInService } from './sign-in/sign-in.service.js';
import { PasswordVerifier } from './sign-in/password-verifier.js';
import { SignInThrottle } from './sign-in/sign-in-throttle.js';
import { SignUpController } from './sign-up/sign-up.controller.js';
import { SignUpService } from './sign-up/sign-up.service.js';

@Module({
  controllers: [
    SignUpController,
    SignInController,
    PasswordController,
    EmailChangeController,
    ProfileController,
  ],
  providers: [
    AccountsRepository,
    AccountsSweeper,
    AccountMails,
    MailTokensRepository,
    MailSenderGuard,
    SignInThrottle,
    PasswordVerifier,
    SignUpService,
    SignInService,
    NewPasswords,
    PasswordResetService,
    PasswordChangeService,
    EmailChangeService,
    ProfileService,
  ],
})
export class IdentityModule {}
