import { Global, Module } from '@nestjs/common';
import { PasswordHasher } from './password-hasher.js';

/** Global: passwords of notes and of accounts share one queue. */
@Global()
@Module({ providers: [PasswordHasher], exports: [PasswordHasher] })
export class PasswordsModule {}
