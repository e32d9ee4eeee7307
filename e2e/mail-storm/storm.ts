import { setTimeout } from 'node:timers/promises';
import type { SmtpBehaviour } from '../support/smtp.js';
import { newEmail, signUp } from '../support/accounts.js';
import type { MailWorld } from './mail-world.js';

export interface MailStormResult {
  signUps: number;
  /** Sign-ups that were answered otherwise than 201. */
  failedSignUps: number;
  mailerKills: number;
  natsKills: number;
  natsWipes: number;
  /** Accounts whose mail never came. */
  lost: number;
  /** Mails that came more than once, and how many of them because SMTP took one and never said so. */
  twice: number;
  ambiguous: number;
  /** From the return of NATS after the outage until every mail had come. */
  drainSeconds: number;
}

const CONCURRENCY = 4;
const FAULT_EVERY_MS = 3_000;
const DRAIN_WITHIN_MS = 900_000;
const TROUBLES: SmtpBehaviour[] = [
  'defers the recipient',
  'takes the mail and hangs up',
  'refuses connections',
];

/** Signs accounts up while everything on the way of their mails is killed, wiped and refused. */
export async function mailStorm(
  world: MailWorld,
  settings: { mails: number; outageSeconds: number },
): Promise<MailStormResult> {
  const result = {
    signUps: 0,
    failedSignUps: 0,
    mailerKills: 0,
    natsKills: 0,
    natsWipes: 0,
    lost: 0,
    twice: 0,
    ambiguous: 0,
    drainSeconds: 0,
  };
  const expected = new Set<string>();
  const signUpUntil = async (goesOn: () => boolean) => {
    const worker = async () => {
      while (goesOn()) {
        const email = newEmail('storm');
        const { status } = await signUp(world.core.http, email);
        result.signUps += 1;
        if (status === 201) expected.add(email);
        else result.failedSignUps += 1;
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  };

  const storm = new AbortController();
  const faults = async () => {
    for (let round = 0; !storm.signal.aborted; round += 1) {
      await setTimeout(FAULT_EVERY_MS);
      if (round % 4 === 0) await world.killNats({ wiped: round % 8 === 4 });
      if (round % 4 === 0) result[round % 8 === 4 ? 'natsWipes' : 'natsKills'] += 1;
      const before = world.smtp.mails.length;
      world.smtp.behaviour =
        round % 2 === 1 ? (TROUBLES[(round >> 1) % TROUBLES.length] ?? 'accepts') : 'accepts';
      await world.killMailer();
      result.mailerKills += 1;
      await setTimeout(FAULT_EVERY_MS / 3);
      if (world.smtp.behaviour === 'takes the mail and hangs up') {
        result.ambiguous += world.smtp.mails.length - before;
      }
      world.smtp.behaviour = 'accepts';
    }
  };
  const faulting = faults();
  await signUpUntil(() => result.signUps < settings.mails);
  storm.abort();
  await faulting;

  await world.nats.kill();
  const outageEndsAt = performance.now() + settings.outageSeconds * 1_000;
  await signUpUntil(() => performance.now() < outageEndsAt);
  await world.nats.restart();
  const returnedAt = performance.now();
  const arrived = () => new Set(world.smtp.mails.flatMap(({ recipients }) => recipients));
  const missing = () => [...expected].filter((email) => !arrived().has(email)).length;
  while (missing() > 0 && performance.now() - returnedAt < DRAIN_WITHIN_MS) await setTimeout(500);
  result.drainSeconds = Math.round((performance.now() - returnedAt) / 100) / 10;
  result.lost = missing();
  result.twice = world.smtp.mails.length - arrived().size;
  return result;
}
