import { Module } from '@nestjs/common';
import { AccountMails } from './account-mails.js';
import { AccountsRepository } from './accounts.repository.js';
import { AccountsSweeper } from './accounts.sweeper.js';
import { EmailChangeController } from './email-change.controller.js';
import { EmailChangeService } from './email-change.service.js';
import { MailSenderLimit } from './mail-sender-limit.js';
import { MailTokens } from './mail-tokens.js';
import { PasswordController } from './password.controller.js';
import { PasswordService } from './password.service.js';
import { ProfileController } from './profile.controller.js';
import { ProfileService } from './profile.service.js';
import { SignInController } from './sign-in.controller.js';
import { SignInService } from './sign-in.service.js';
import { PasswordCheck } from './password-check.js';
import { SignInThrottle } from './sign-in-throttle.js';
import { SignUpController } from './sign-up.controller.js';
import { SignUpService } from './sign-up.service.js';

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
    MailTokens,
    MailSenderLimit,
    SignInThrottle,
    PasswordCheck,
    SignUpService,
    SignInService,
    PasswordService,
    EmailChangeService,
    ProfileService,
  ],
})
export class AccountsModule {}
