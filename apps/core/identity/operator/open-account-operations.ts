import type { Config, Secret } from '#libs/config';
import { Database } from '#libs/database';
import { KeyRingCipher } from '#libs/encryption';
import { Outbox, OutboxRepository } from '#libs/mail-outbox';
import type { Logger } from '#libs/observability';
import { EphemeralState } from '#libs/redis';
import { AccountsRepository } from '../accounts.repository.js';
import { AccountMails } from '../mails/account-mails.js';
import { MailTokensRepository } from '../mails/mail-tokens.repository.js';
import { AccountEventsRepository } from '../security-log/account-events.repository.js';
import { SecurityLog } from '../security-log/security-log.js';
import { SessionsRepository } from '../sessions/sessions.repository.js';
import { AccountOperations } from './account-operations.js';

/** Needs PostgreSQL alone: mails wait in the outbox until a core publishes them. */
export function openAccountOperations(
  config: Config,
  url: Secret<string>,
  logger: Logger,
): { operations: AccountOperations; close: () => Promise<void> } {
  const database = Database.open({ url, poolSize: 2 });
  const state = new EphemeralState({ url: undefined, keys: config.accounts.signingKeys, logger });
  const cipher = new KeyRingCipher('MAIL_ENCRYPTION_KEYS', config.mailEncryptionKeys);
  const outbox = new Outbox(new OutboxRepository(database), cipher);
  const tokens = new MailTokensRepository(database);
  const operations = new AccountOperations({
    accounts: new AccountsRepository(database, outbox),
    tokens,
    sessions: new SessionsRepository(database),
    mails: new AccountMails(outbox, tokens, config, Date.now, state),
    log: new SecurityLog(new AccountEventsRepository(database), logger),
    settings: {
      frontendUrl: config.frontendUrl,
      inviteSeconds: config.accounts.verifyTokenSeconds,
      sessionIdleSeconds: config.accounts.sessionIdleSeconds,
      passwordSignIn: config.accounts.passwordSignIn,
    },
  });
  const close = async () => {
    await state.close();
    await database.close();
  };
  return { operations, close };
}
