import { Global, Module } from '@nestjs/common';
import { PasswordHasher } from './password-hasher.js';

/** One queue for all passwords, those of notes and those of accounts. */
@Global()
@Module({ providers: [PasswordHasher], exports: [PasswordHasher] })
export class PasswordsModule {}
