import { setTimeout as pause } from 'node:timers/promises';
import { NoteTraffic } from '../support/note-traffic.js';
import { until } from '../support/until.js';
import { brokenInvariants, openMails } from './audit.js';
import type { Cluster } from './cluster.js';
import type { Fault } from './fault.js';
import { SignUpTraffic } from './sign-up-traffic.js';

export interface FaultResult {
  fault: string;
  notes: number;
  mails: number;
  requests: number;
  /** Requests whose first answer was none, or 5xx. Each was repeated, as the web UI does. */
  failed: number;
  /** Notes or mails that were acknowledged and reached nobody. */
  lost: number;
  readTwice: number;
  mailedTwice: number;
  /** Why mails may come twice. */
  twinsBecause?: string | undefined;
  /** From the end of the fault until every core serves again. */
  recoverySeconds: number;
  /** From the end of the fault until every mail had come, or was not waited for any longer. */
  drainSeconds: number;
  /** What is wrong in the database after it all. */
  broken: string[];
}

const NOTES_BEFORE = 20;
const NOTES_AFTER = 40;
const TRAFFIC = { readers: 3, concurrency: 6 };
const RECOVERS_WITHIN_MS = 60_000;

/**
 * Inflicts one fault on a cluster that is at work, and counts what came of it.
 *
 * @param mailsWithinMs how long to wait for mails; those that wait in the outbox even then are not lost
 * @throws {Error} when the cluster does not come back, or not as the fault demands
 */
export async function runFault(cluster: Cluster, fault: Fault, mailsWithinMs: number): Promise<FaultResult> {
  await fault.prepare?.(cluster);
  try {
    return await inflict(cluster, fault, mailsWithinMs);
  } finally {
    await fault.tidy?.(cluster);
  }
}

async function inflict(cluster: Cluster, fault: Fault, mailsWithinMs: number): Promise<FaultResult> {
  const notes = new NoteTraffic(cluster.address);
  const signUps = new SignUpTraffic(cluster.http, cluster.smtp);
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
    await fault.strike(cluster);
    const seconds = stopwatch();
    await until('every core serves', () => cluster.serves(), RECOVERS_WITHIN_MS);
    const recoverySeconds = seconds();
    const enough = notes.result.notes + NOTES_AFTER;
    await until('traffic flows again', () => notes.result.notes >= enough, 120_000);
    isOver = true;
    await traffic;
    await mailsCome(signUps, mailsWithinMs);
    const drainSeconds = seconds();
    return {
      fault: fault.name,
      ...(await counted(cluster, fault, notes, signUps)),
      recoverySeconds,
      drainSeconds,
    };
  } finally {
    isOver = true;
  }
}

function stopwatch(): () => number {
  const startedAt = performance.now();
  return () => Math.round((performance.now() - startedAt) / 100) / 10;
}

async function mailsCome(signUps: SignUpTraffic, withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (signUps.missing() > 0 && performance.now() < deadline) await pause(200);
}

async function counted({ postgres }: Cluster, fault: Fault, { result }: NoteTraffic, signUps: SignUpTraffic) {
  // First: one that is sent in between is missing no more.
  const open = await openMails(postgres);
  const lostMails = Math.max(0, signUps.missing() - open);
  const failed = result.failed + signUps.failed;
  const mailedTwice = signUps.twins();
  const broken = await brokenInvariants(postgres);
  if (failed > 0 && fault.failsNothing) broken.push('requests failed');
  if (mailedTwice > 0 && fault.twinsBecause === undefined) broken.push('mails came twice for no reason');
  return {
    notes: result.notes,
    mails: signUps.signUps,
    requests: result.requests + signUps.requests,
    failed,
    lost: result.lost + result.garbled + lostMails,
    readTwice: result.readTwice,
    mailedTwice,
    twinsBecause: fault.twinsBecause,
    broken,
  };
}
