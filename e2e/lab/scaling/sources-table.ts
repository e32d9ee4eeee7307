import type { Measured } from '../bench/cluster/measured.js';
import { LIMITS } from './growth-step.js';
import { ASSUMED, steadyCostMs } from './load-model.js';
import { figure, tableOf } from '../markdown.js';

type Kind = 'measured' | 'assumed' | 'documented' | 'set';
interface Source {
  value: string;
  kind: Kind;
  from: string;
}

const found = (value: string, from: string): Source => ({ value, kind: 'measured', from });
const assumed = (value: string, from: string): Source => ({ value, kind: 'assumed', from });

const STEADY = '`steady` of measured.json';
const LIFE = '`noteLife` of measured.json: all requests of a note';
const SIGN_UP = '`signUp` of measured.json: until its mail is delivered';

/** Renders the source of each number of the model. */
export function sourcesPart(measured: Measured): string {
  const sources = { ...measuredSources(measured), ...assumedSources(), ...limitSources() };
  const rows = Object.entries(sources).map(([name, { value, kind, from }]) => [name, value, kind, from]);
  return tableOf([['number', 'value', 'how it is known', 'from'], ...rows]);
}

function measuredSources(measured: Measured): Record<string, Source> {
  const { noteLife, signUp, bytes, steady } = measured;
  const ms = steadyCostMs(measured);
  return {
    'a note, core': found(`${figure(ms['core 1'] + ms['core 2'])} ms`, STEADY),
    'a note, PostgreSQL': found(`${figure(ms.PostgreSQL)} ms`, STEADY),
    'a note, Caddy': found(`${figure(ms.Caddy)} ms`, STEADY),
    'a note, Redis': found(`${figure(ms.Redis)} ms`, STEADY),
    'rate of that measurement': found(`${steady.notesPerSecond} notes/s`, STEADY),
    'a note, WAL': found(`${figure(noteLife.walBytes / 1_000)} kB`, LIFE),
    'a note, Redis commands': found(figure(noteLife.redisCommands), LIFE),
    'a sign-up, core': found(`${figure(signUp.cpuMs['core 1'] + signUp.cpuMs['core 2'])} ms`, SIGN_UP),
    'a sign-up, NATS messages': found(figure(signUp.messages), SIGN_UP),
    'a row of `note`': found(`${figure(bytes.note)} bytes`, '`bytes` of measured.json: with its indexes'),
    'a row of `note_payload`': found(
      `${figure(bytes.payload)} bytes`,
      '`bytes` of measured.json: a note of 1 KiB',
    ),
  };
}

function assumedSources(): Record<string, Source> {
  const reason = 'unknown before an instance has users';
  return {
    'the busiest second': assumed(`${ASSUMED.peakFactor} × the mean`, reason),
    'sign-ups for each note': assumed(String(ASSUMED.signUpsForEachNote), reason),
    'time until a note is read': assumed(`${ASSUMED.unreadDays} day`, reason),
    'lifetime of a tombstone': {
      value: `${ASSUMED.tombstoneDays} days`,
      kind: 'set',
      from: '`TOMBSTONE_DAYS` of apps/core/note-tombstones.sql.ts',
    },
    'maximum utilisation of a processor': assumed(
      String(ASSUMED.busy),
      'reserve for the loss of half of the machines and for unexpected load',
    ),
  };
}

function limitSources(): Record<string, Source> {
  const machine = 'machines for rent; not measured';
  return {
    'processors of one machine for all of it': {
      value: String(LIMITS.processorsOfOneMachine),
      kind: 'assumed',
      from: machine,
    },
    'processors of PostgreSQL': {
      value: String(LIMITS.processorsOfPostgres),
      kind: 'assumed',
      from: machine,
    },
    'WAL throughput of a disk': {
      value: `${LIMITS.walBytesPerSecond / 1e6} MB/s`,
      kind: 'assumed',
      from: 'a rented SSD, for small writes that are each flushed before the next',
    },
    'throughput of autovacuum': {
      value: `${figure(LIMITS.vacuumBytesPerSecond / 1e6)} MB/s`,
      kind: 'documented',
      from: 'PostgreSQL’s manual, “Cost-based Vacuum Delay”, with its default settings',
    },
    'maximum duration of a vacuum of `note`': {
      value: `${LIMITS.vacuumSeconds / 3_600} hours`,
      kind: 'assumed',
      from: 'several times a day, as the table changes',
    },
  };
}
