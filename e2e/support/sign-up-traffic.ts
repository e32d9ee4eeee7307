import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { at, newEmail, PASSWORD } from './accounts.js';
import type { TestResponse, HttpClient } from '../../apps/core/testing/http-client.js';
import { RequestTally } from './request-tally.js';
import type { SmtpPeer } from './smtp.js';

/** The same for every copy of a mail. */
const MESSAGE_ID = /^message-id: (\S+)/im;
const RETRY_EVERY_MS = 200;
/** Longer than any fault lasts. */
const PATIENCE_MS = 180_000;

/** From a network of its own: one network may not sign up so many. */
export function signUpFromAnywhere(http: HttpClient, email = newEmail('fault')): Promise<TestResponse> {
  const localAddress = `127.${randomInt(1, 255)}.${randomInt(255)}.${randomInt(1, 255)}`;
  return http.post(at('/auth/signup'), { email, password: PASSWORD }, { localAddress });
}

/** Signs people up, each until it is acknowledged, and knows whose mail must come. */
export class SignUpTraffic {
  private readonly acknowledged = new Set<string>();

  /** @param tally of its requests; others may share it */
  constructor(
    private readonly http: HttpClient,
    private readonly smtp: SmtpPeer,
    readonly tally = new RequestTally(),
  ) {}

  get signUps(): number {
    return this.acknowledged.size;
  }

  /** Goes on as long as it is told, one after the other. */
  async run(goesOn: () => boolean): Promise<void> {
    while (goesOn()) await this.signUpOne();
  }

  /** Acknowledged sign-ups whose mail has not come. */
  missing(): number {
    const arrived = this.arrived();
    return [...this.acknowledged].filter((email) => !arrived.has(email)).length;
  }

  /**
   * Mails to these people that came more than once. A sign-up that was repeated, since nobody heard of the first, orders
   * another mail: that is none of them.
   */
  twins(): number {
    const mails = this.smtp.mails.filter(({ recipients }) =>
      recipients.some((email) => this.acknowledged.has(email)),
    );
    return mails.length - new Set(mails.map(({ raw }) => MESSAGE_ID.exec(raw)?.[1])).size;
  }

  private async signUpOne(): Promise<void> {
    const email = newEmail('fault');
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const status = await this.ask(email);
      if (status === 201) break;
      if (status !== null && status < 500) throw new Error(`a sign-up was answered ${status}`);
      if (performance.now() > deadline) throw new Error('nobody could sign up for minutes');
      await pause(RETRY_EVERY_MS);
    }
    this.acknowledged.add(email);
  }

  /** Null when there is no answer. */
  private ask(email: string): Promise<number | null> {
    const asking = this.tally.count(
      () => signUpFromAnywhere(this.http, email),
      ({ status, headers }) => ({ status, retryAfter: headers['retry-after'] ?? null }),
    );
    return asking.then(
      ({ status }) => status,
      () => null,
    );
  }

  private arrived(): Set<string> {
    return new Set(this.smtp.mails.flatMap(({ recipients }) => recipients));
  }
}
