import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import type { RunningDeployment } from '../../../support/deployment/running-deployment.js';
import type { PostgresServer } from '../../../support/servers/postgres-server.js';

/** The sweep runs every 5 s, and later after PostgreSQL was unavailable. */
const SLACK = "interval '20 s'";
const AGO = `clock_timestamp() - ${SLACK}`;
const IS_LIVE = `(read_at IS NULL AND deleted_at IS NULL AND (expires_at IS NULL OR expires_at > ${AGO}))`;
const IS_LEASED = `(deleted_at IS NULL AND lease_until > ${AGO})`;

/** Invariants of the database. Each statement returns a row for each violation. */
const VIOLATIONS: Record<string, string> = {
  'content of a note that is neither readable nor leased': `
    SELECT 1 FROM note_payload LEFT JOIN note ON id = note_id
     WHERE (${IS_LIVE} OR ${IS_LEASED}) IS NOT TRUE`,
  'readable note without content': `
    SELECT 1 FROM note LEFT JOIN note_payload ON note_id = id
     WHERE note_id IS NULL AND read_at IS NULL AND deleted_at IS NULL
       AND (expires_at IS NULL OR expires_at > clock_timestamp())`,
  'account without a requested mail': `
    SELECT 1 FROM user_account LEFT JOIN mail_token ON user_id = user_account.id WHERE user_id IS NULL`,
  'dead-lettered mail': `SELECT 1 FROM outbox WHERE dead_reason IS NOT NULL`,
};

/** Descriptions of the invariants that are violated. */
export async function violatedInvariants(postgres: PostgresServer): Promise<string[]> {
  const violated: string[] = [];
  for (const [name, statement] of Object.entries(VIOLATIONS)) {
    const { length } = await postgres.query(statement);
    if (length > 0) violated.push(`${length} × ${name}`);
  }
  return violated;
}

/** Number of mails that are neither known to be sent nor dead-lettered. */
export async function openMails(postgres: PostgresServer): Promise<number> {
  return (await postgres.query('SELECT 1 FROM outbox WHERE closed_at IS NULL')).length;
}

/** Number of accounts whose owner received no mail, including sign-ups that were never acknowledged. */
export async function accountsWithoutMail({ postgres, smtp }: RunningDeployment): Promise<number> {
  const accounts = await postgres.query('SELECT email FROM user_account');
  const mailed = new Set(smtp.mails.flatMap(({ recipients }) => recipients));
  return accounts.filter(({ email }) => !mailed.has(String(email))).length;
}

/** Number of messages that NATS may still deliver or redeliver, without dead letters. */
export async function undelivered({ nats }: RunningDeployment): Promise<number> {
  const connection = await connect({ servers: nats.url });
  try {
    const manager = await jetstreamManager(connection);
    const consumers = await manager.consumers.list('ONASTY_MAIL').next();
    return consumers.reduce((sum, one) => sum + one.num_pending + one.num_ack_pending, 0);
  } finally {
    await connection.close();
  }
}
