import { setTimeout as pause } from 'node:timers/promises';
import type { RunningDeployment } from '../../support/deployment/running-deployment.js';
import { NoteTraffic } from '../../support/traffic/note-traffic.js';
import { RequestTally } from '../../support/traffic/request-tally.js';
import { SignUpTraffic } from '../../support/traffic/sign-up-traffic.js';
import { until } from '../../support/until.js';
import { accountsWithoutMail, openMails, violatedInvariants } from './checks/audit.js';
import { Deadline } from './deadline.js';
import type { Fault } from './fault.js';
import { violationsOf, type Counts, type Rigour } from './checks/violations.js';

export interface FaultResult extends Counts {
  /** Time from the end of the injected fault until every core serves again. */
  recoverySeconds: number;
  /** Time from the end of the injected fault until every mail arrived, or its deadline passed. */
  drainSeconds: number;
  violations: string[];
}

export interface InjectedFault {
  result: FaultResult;
  /** Counts the row again: a duplicate mail may arrive minutes later. */
  recount: () => Promise<FaultResult>;
}

export type FaultSettings = { rigour: 'quick' } | { rigour: 'full'; mailsBy: Deadline };

const NOTES_BEFORE = 20;
const NOTES_AFTER = 40;
const TRAFFIC = { readers: 3, concurrency: 6 };
/** Afterwards mails may wait in the outbox; a full run waits for them. */
const QUICK_MAILS_SECONDS = 2;
const RECOVERS_WITHIN_MS = 60_000;

/**
 * Injects one row of the matrix into a deployment under load.
 *
 * @throws {Error} if the deployment does not recover, or not as the row requires
 */
export async function runFault(
  deployment: RunningDeployment,
  fault: Fault,
  settings: FaultSettings,
): Promise<InjectedFault> {
  await fault.prepare?.(deployment);
  try {
    await until('every core serves before the fault', () => deployment.isServing(), RECOVERS_WITHIN_MS);
    return await inject(deployment, fault, settings);
  } finally {
    await fault.restore?.(deployment);
  }
}

async function inject(
  deployment: RunningDeployment,
  fault: Fault,
  settings: FaultSettings,
): Promise<InjectedFault> {
  const { rigour } = settings;
  const tally = new RequestTally();
  const notes = new NoteTraffic(deployment.address, tally);
  const signUps = new SignUpTraffic(deployment.http, deployment.smtp, tally);
  let isOver = false;
  const traffic = Promise.all([
    notes.run(() => !isOver, TRAFFIC),
    signUps.run(() => !isOver),
    signUps.run(() => !isOver),
  ]);
  // Awaited below; an unhandled rejection would end the run first.
  traffic.catch(() => undefined);
  try {
    await until('traffic flows', () => notes.result.notes >= NOTES_BEFORE && signUps.signUps > 0, 60_000);
    // The first requests of a new core are slow.
    tally.slowestMs = 0;
    await fault.strike(deployment);
    const seconds = stopwatch();
    await until('every core serves', () => deployment.isServing(), RECOVERS_WITHIN_MS);
    const recoverySeconds = seconds();
    const enough = notes.result.notes + NOTES_AFTER;
    await until('traffic flows again', () => notes.result.notes >= enough, 120_000);
    isOver = true;
    await traffic;
    await mailsArrive(deployment, signUps, settings);
    const times = { recoverySeconds, drainSeconds: seconds() };
    const recount = async (): Promise<FaultResult> => {
      const counts = await countsOf(deployment, notes, signUps, rigour);
      const violations = [
        ...violationsOf(fault, counts, rigour),
        ...((await fault.violations?.(deployment)) ?? []),
        ...(await violatedInvariants(deployment.postgres)),
      ];
      return { ...counts, ...times, violations };
    };
    return { result: await recount(), recount };
  } finally {
    isOver = true;
  }
}

function stopwatch(): () => number {
  const startedAt = performance.now();
  return () => Math.round((performance.now() - startedAt) / 100) / 10;
}

async function mailsArrive(
  { postgres }: RunningDeployment,
  signUps: SignUpTraffic,
  settings: FaultSettings,
): Promise<void> {
  const isFull = settings.rigour === 'full';
  const deadline = isFull ? settings.mailsBy : Deadline.in(QUICK_MAILS_SECONDS);
  const areMissing = async () => signUps.missing() > 0 || (isFull && (await openMails(postgres)) > 0);
  while (!deadline.isOver && (await areMissing())) await pause(200);
}

async function countsOf(
  deployment: RunningDeployment,
  { result, tally }: NoteTraffic,
  signUps: SignUpTraffic,
  rigour: Rigour,
): Promise<Counts> {
  // First, because a mail sent in between is no longer missing.
  const open = await openMails(deployment.postgres);
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
    mailedTwice: signUps.duplicates(),
    openMails: open,
    accountsWithoutMail: await accountsWithoutMail(deployment),
  };
}
