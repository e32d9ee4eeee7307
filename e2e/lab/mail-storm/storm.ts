import { setTimeout as pause } from 'node:timers/promises';
import { SignUpTraffic } from '../../support/sign-up-traffic.js';
import { until } from '../../support/until.js';
import { MAIL_FAULTS, type MailFault } from './mail-faults.js';
import type { MailWorld } from './mail-world.js';
import { countTwins, type TwinCause } from './twins.js';

export interface MailStormSettings {
  /** Goes on until at least so many signed up, and every fault has struck, one for each 50 mails. */
  mails: number;
  /** How long SMTP is away after the storm, and then NATS. */
  outageSeconds: number;
  faults?: readonly MailFault[];
}

export interface MailStormResult {
  mails: number;
  /** Sign-ups that were not answered 201, and what core says of its failures. */
  failedSignUps: number;
  failures: Map<string, number>;
  faults: number;
  /** Whose mail never came. */
  lost: number;
  twins: Map<TwinCause, number>;
  /** Mails that were given up, by the reason; they were redriven then, and are lost if they did not come. */
  dead: Map<string, number>;
  /** Until every mail of the storm had come. */
  settledSeconds: number;
  /** What waited when SMTP, and then NATS, came back, and until all of it had come. */
  drains: { smtp: Drain; nats: Drain };
}

interface Drain {
  mails: number;
  seconds: number;
}

const WORKERS = 2;
const MAILS_A_FAULT = 50;
/** So many mails come between one fault and the next. */
const PROGRESS = 20;
/** A mail whose message NATS lost is published again after five minutes. */
const SETTLES_WITHIN_MS = 900_000;

/** Signs people up while everything on the way of their mails fails, and counts what came of it. */
export async function mailStorm(world: MailWorld, settings: MailStormSettings): Promise<MailStormResult> {
  const signUps = new SignUpTraffic(world.core.http, world.smtp);
  const faults = await strike(world, signUps, settings);
  const settledSeconds = await secondsOf(() => settled(world));
  const dead = await world.deadMails();
  if (dead.size > 0) await world.redriveDead();
  await settled(world);

  world.smtpDoes('refuses connections');
  await signUpFor(settings.outageSeconds, signUps);
  world.smtpDoes('accepts');
  const smtp = await drain(signUps);

  await world.nats.kill();
  await signUpFor(settings.outageSeconds, signUps);
  await world.nats.restart();
  const nats = await drain(signUps);

  await settled(world);
  return {
    mails: signUps.signUps,
    failedSignUps: signUps.tally.failed,
    failures: world.failedRequests(),
    faults,
    lost: signUps.missing(),
    twins: countTwins(world.deliveries),
    dead,
    settledSeconds,
    drains: { smtp, nats },
  };
}

/** @returns how many faults there were */
async function strike(
  world: MailWorld,
  signUps: SignUpTraffic,
  { mails, faults = MAIL_FAULTS }: MailStormSettings,
): Promise<number> {
  let struck = 0;
  const enoughFaults = Math.max(faults.length, mails / MAILS_A_FAULT);
  const goesOn = () => signUps.signUps < mails || struck < enoughFaults;
  const traffic = signUp(goesOn, signUps);
  // Heard below; without this, a fault of the traffic would end the storm before it is told.
  traffic.catch(() => undefined);
  while (goesOn()) {
    const enough = world.smtp.mails.length + PROGRESS;
    await until('mails get through', () => world.smtp.mails.length >= enough || !goesOn(), 120_000);
    await faults[struck % faults.length]?.strike(world);
    struck += 1;
  }
  await traffic;
  return struck;
}

function signUp(goesOn: () => boolean, signUps: SignUpTraffic): Promise<unknown> {
  return Promise.all(Array.from({ length: WORKERS }, () => signUps.run(goesOn)));
}

async function signUpFor(seconds: number, signUps: SignUpTraffic): Promise<void> {
  const endsAt = performance.now() + seconds * 1_000;
  await signUp(() => performance.now() < endsAt, signUps);
}

/** Core knows of every mail that it was sent, or given up. */
function settled(world: MailWorld): Promise<void> {
  return patiently(async () => (await world.openMails()) === 0);
}

async function drain(signUps: SignUpTraffic): Promise<Drain> {
  const mails = signUps.missing();
  return { mails, seconds: await secondsOf(() => patiently(async () => signUps.missing() === 0)) };
}

/** Waits long, and not for ever: what has not come by then is lost. */
async function patiently(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + SETTLES_WITHIN_MS;
  while (!(await isSo()) && performance.now() < deadline) await pause(200);
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const begin = performance.now();
  await work();
  return Math.round((performance.now() - begin) / 100) / 10;
}
