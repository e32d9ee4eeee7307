import { setTimeout as pause } from 'node:timers/promises';
import { NoteTraffic } from '../../support/note-traffic.js';
import { RequestTally } from '../../support/request-tally.js';
import { until } from '../../support/until.js';
import { accountsWithoutMail, brokenInvariants, openMails } from './audit.js';
import type { Cluster } from './cluster.js';
import { Deadline } from './deadline.js';
import type { Fault } from './fault.js';
import { SignUpTraffic } from '../../support/sign-up-traffic.js';
import { breachesOf, type Counts, type Rigour } from './verdict.js';

export interface FaultResult extends Counts {
  /** From the end of the fault until every core serves again. */
  recoverySeconds: number;
  /** From the end of the fault until every mail had come, or was not waited for any longer. */
  drainSeconds: number;
  /** What is wrong after it all. */
  broken: string[];
}

export interface InflictedFault {
  result: FaultResult;
  /** The same, as it is by now: a mail may come twice minutes later. */
  countAgain: () => Promise<FaultResult>;
}

export type FaultSettings = { rigour: 'quick' } | { rigour: 'full'; mailsBy: Deadline };

const NOTES_BEFORE = 20;
const NOTES_AFTER = 40;
const TRAFFIC = { readers: 3, concurrency: 6 };
/** Mails that are still on their way then wait in the outbox: a full run waits for them. */
const QUICK_MAILS_SECONDS = 2;
const RECOVERS_WITHIN_MS = 60_000;

/**
 * Inflicts one fault on a cluster that is at work, and counts what came of it.
 *
 * @throws {Error} when the cluster does not come back, or not as the fault demands
 */
export async function runFault(
  cluster: Cluster,
  fault: Fault,
  settings: FaultSettings,
): Promise<InflictedFault> {
  await fault.prepare?.(cluster);
  try {
    await until('every core serves before the fault', () => cluster.serves(), RECOVERS_WITHIN_MS);
    return await inflict(cluster, fault, settings);
  } finally {
    await fault.tidy?.(cluster);
  }
}

async function inflict(cluster: Cluster, fault: Fault, settings: FaultSettings): Promise<InflictedFault> {
  const { rigour } = settings;
  const tally = new RequestTally();
  const notes = new NoteTraffic(cluster.address, tally);
  const signUps = new SignUpTraffic(cluster.http, cluster.smtp, tally);
  let isOver = false;
  const traffic = Promise.all([
    notes.run(() => !isOver, TRAFFIC),
    signUps.run(() => !isOver),
    signUps.run(() => !isOver),
  ]);
  // Heard below; without this, a fault of the traffic would end the run before it is told.
  traffic.catch(() => undefined);
  try {
    await until('traffic flows', () => notes.result.notes >= NOTES_BEFORE && signUps.signUps > 0, 60_000);
    // A core that has just started is slow with what it does for the first time.
    tally.slowestMs = 0;
    await fault.strike(cluster);
    const seconds = stopwatch();
    await until('every core serves', () => cluster.serves(), RECOVERS_WITHIN_MS);
    const recoverySeconds = seconds();
    const enough = notes.result.notes + NOTES_AFTER;
    await until('traffic flows again', () => notes.result.notes >= enough, 120_000);
    isOver = true;
    await traffic;
    await mailsCome(cluster, signUps, settings);
    const times = { recoverySeconds, drainSeconds: seconds() };
    const countAgain = async (): Promise<FaultResult> => {
      const counts = await counted(cluster, notes, signUps, rigour);
      const broken = [...breachesOf(fault, counts, rigour), ...(await brokenInvariants(cluster.postgres))];
      return { ...counts, ...times, broken };
    };
    return { result: await countAgain(), countAgain };
  } finally {
    isOver = true;
  }
}

function stopwatch(): () => number {
  const startedAt = performance.now();
  return () => Math.round((performance.now() - startedAt) / 100) / 10;
}

/** In a full run, until all are known to be sent. */
async function mailsCome(
  { postgres }: Cluster,
  signUps: SignUpTraffic,
  settings: FaultSettings,
): Promise<void> {
  const isFull = settings.rigour === 'full';
  const deadline = isFull ? settings.mailsBy : Deadline.in(QUICK_MAILS_SECONDS);
  const areMissing = async () => signUps.missing() > 0 || (isFull && (await openMails(postgres)) > 0);
  while (!deadline.isOver && (await areMissing())) await pause(200);
}

async function counted(
  cluster: Cluster,
  { result, tally }: NoteTraffic,
  signUps: SignUpTraffic,
  rigour: Rigour,
): Promise<Counts> {
  // First: one that is sent in between is missing no more.
  const open = await openMails(cluster.postgres);
  // In a quick run, those that wait in the outbox are not lost.
  const lostMails = Math.max(0, signUps.missing() - (rigour === 'quick' ? open : 0));
  return {
    notes: result.notes,
    mails: signUps.signUps,
    requests: tally.requests,
    failed: tally.failed,
    unclear: [...tally.unclear],
    slowestMs: Math.round(tally.slowestMs),
    lost: result.lost + result.garbled + lostMails,
    readTwice: result.readTwice,
    mailedTwice: signUps.twins(),
    openMails: open,
    accountsWithoutMail: await accountsWithoutMail(cluster),
  };
}
