import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { at, newEmail, PASSWORD } from '../../../apps/core/testing/test-actions.js';
import type { TestResponse, HttpClient } from '../../../apps/core/testing/http-client.js';
import { RequestTally } from './request-tally.js';
import type { SmtpPeer } from '../servers/smtp.js';

const MESSAGE_ID = /^message-id: (\S+)/im;
const RETRY_EVERY_MS = 200;
/** Longer than any injected fault. */
const PATIENCE_MS = 180_000;

/** Signs up from a random network, because each network has a rate limit. */
export function signUpFromAnywhere(http: HttpClient, email = newEmail('fault')): Promise<TestResponse> {
  const localAddress = `127.${randomInt(1, 255)}.${randomInt(255)}.${randomInt(1, 255)}`;
  return http.post(at('/auth/signup'), { email, password: PASSWORD }, { localAddress });
}

/** Signs up accounts, retrying each until it succeeds, and knows which mails are due. */
export class SignUpTraffic {
  private readonly acknowledged = new Set<string>();

  /** @param tally may be shared with other traffic */
  constructor(
    private readonly http: HttpClient,
    private readonly smtp: SmtpPeer,
    readonly tally = new RequestTally(),
  ) {}

  get signUps(): number {
    return this.acknowledged.size;
  }

  async run(goesOn: () => boolean): Promise<void> {
    while (goesOn()) await this.signUpOne();
  }

  /** Number of sign-ups whose mail has not arrived. */
  missing(): number {
    const arrived = this.arrived();
    return [...this.acknowledged].filter((email) => !arrived.has(email)).length;
  }

  /** Number of duplicate mails. A retried sign-up requests another mail, which is no duplicate. */
  duplicates(): number {
    const mails = this.smtp.mails.filter(({ recipients }) =>
      recipients.some((email) => this.acknowledged.has(email)),
    );
    return mails.length - new Set(mails.map(({ raw }) => MESSAGE_ID.exec(raw)?.[1])).size;
  }

  private async signUpOne(): Promise<void> {
    const email = newEmail('fault');
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const status = await this.send(email);
      if (status === 201) break;
      if (status !== null && status < 500) throw new Error(`a sign-up received ${status}`);
      if (performance.now() > deadline) throw new Error('no sign-up succeeded for minutes');
      await pause(RETRY_EVERY_MS);
    }
    this.acknowledged.add(email);
  }

  /** Returns null if there is no response. */
  private send(email: string): Promise<number | null> {
    const sent = this.tally.count(
      () => signUpFromAnywhere(this.http, email),
      ({ status, headers }) => ({ status, retryAfter: headers['retry-after'] ?? null }),
    );
    return sent.then(
      ({ status }) => status,
      () => null,
    );
  }

  private arrived(): Set<string> {
    return new Set(this.smtp.mails.flatMap(({ recipients }) => recipients));
  }
}
