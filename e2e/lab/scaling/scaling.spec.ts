import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { keepsItsRate, readMeasured, type Measured } from '../bench/cluster/measured.js';
import { mapParts } from '../bench/cluster/parts.js';
import { formatted } from '../../../scripts/write-formatted.js';
import { mostNotesPerDay, shardsFor, stepFor } from './growth-step.js';
import { loadOf } from './load-model.js';
import { figure, tableOf, withPart } from '../markdown.js';
import { PAGE, pageWith } from './page.js';
import { simulatedPart } from './simulated-table.js';

/** Round figures for each part: 1 ms for a note at a steady rate, 0.5 ms at full load, and 10 ms for a sign-up. */
const measured: Measured = {
  machine: 'none',
  hugePages: true,
  stored: { few: 1, many: 2 },
  requests: [],
  memoryMiB: mapParts(() => 0),
  manyToFew: { create: 1, read: 1 },
  noteLife: {
    cpuMs: mapParts(() => 0.5),
    walBytes: 10_000,
    redisCommands: 20,
    messages: 0,
    requests: 5,
    perSecond: 100,
  },
  steady: { notesPerSecond: 10, processors: mapParts(() => 0.01) },
  signUp: { cpuMs: mapParts(() => 10), walBytes: 0, redisCommands: 0, messages: 4 },
  bytes: { note: 500, payload: 1_500 },
};

/** Notes of a day whose busiest second has 1,000 notes and 10 sign-ups. */
const DAY = (1_000 / 5) * 86_400;

describe('the load of a day', () => {
  const load = loadOf(DAY, measured);

  it('has the rates of the busiest second for each part', () => {
    expect(load.requestsPerSecond).toBeCloseTo(5_010);
    expect(load.processors).toMatchObject({ PostgreSQL: 1.1, core: 2.2 });
    expect(load.coreProcesses).toBe(5);
    expect(load.walBytesPerSecond).toBeCloseTo(10_000_000);
    expect(load.messagesPerSecond).toBeCloseTo(40);
  });

  it('stores unread notes for one day and tombstones for 30', () => {
    expect(load.rows).toBe(31 * DAY);
    expect(load.storedBytes).toBe(31 * DAY * 500 + DAY * 1_500);
  });

  it('is proportional to the number of notes', () => {
    const twice = loadOf(2 * DAY, measured);
    expect(twice.walBytesPerSecond).toBeCloseTo(2 * load.walBytesPerSecond);
    expect(twice.storedBytes).toBe(2 * load.storedBytes);
  });
});

describe('the model', () => {
  it('reports its deviation from an independent run', () => {
    expect(simulatedPart(measured)).toContain('may be too high');
    const dearer = { ...measured.noteLife, cpuMs: mapParts(() => 1.25) };
    expect(simulatedPart({ ...measured, noteLife: dearer })).toContain('may be 25% too low');
  });
});

describe('the stage of growth', () => {
  it('is the first that sustains the load', () => {
    const days = [100_000, 15_000_000, 100_000_000, 1_000_000_000];
    const steps = days.map((notesPerDay) => stepFor(loadOf(notesPerDay, measured)));
    expect(steps).toEqual(['one machine', 'PostgreSQL apart', 'partitions', 'shards']);
  });

  it('ends at the highest load that it sustains', () => {
    // Half of 8 processors, divided by 7.7 ms for each note of the busiest second.
    expect(mostNotesPerDay('one machine', measured) / ((4_000 / 7.7 / 5) * 86_400)).toBeCloseTo(1, 2);
    const most = mostNotesPerDay('partitions', measured);
    expect([most, most * 1.002].map((notes) => shardsFor(loadOf(notes, measured)))).toEqual([1, 2]);
  });

  it('has enough shards for both processors and WAL', () => {
    expect(shardsFor(loadOf(DAY, measured))).toBe(1);
    expect(shardsFor(loadOf(20 * DAY, measured))).toBe(1);
    expect(shardsFor(loadOf(41 * DAY, measured))).toBe(3);
  });
});

describe('the limit for many stored notes', () => {
  it.each([
    [{ create: 0.8, read: 1 }, true],
    [{ create: 0.79, read: 1 }, false],
    [{ create: 1, read: 0.79 }, false],
  ])('may reduce the rate by a fifth: %j', (manyToFew, isKept) => {
    expect(keepsItsRate({ manyToFew })).toBe(isKept);
  });

  it('holds for the committed measurement', async () => {
    expect(keepsItsRate(await readMeasured())).toBe(true);
  });
});

describe('the page', () => {
  it('is up to date with the measurements', async () => {
    const page = await readFile(PAGE, 'utf8');
    expect(formatted(PAGE, pageWith(page, await readMeasured()))).toBe(page);
  });

  it('has text replaced between markers only', () => {
    const page = 'before\n<!-- x -->\nold\n<!-- /x -->\nafter';
    expect(withPart(page, 'x', 'new')).toBe('before\n<!-- x -->\n\nnew\n\n<!-- /x -->\nafter');
    expect(() => withPart('nothing', 'x', 'new')).toThrow('no part between');
  });

  it('rounds figures to significant digits', () => {
    expect([0.123, 12.34, 1_234, 123_456].map(figure)).toEqual(['0.12', '12', '1,230', '123,000']);
    expect(
      tableOf([
        ['a', 'b'],
        ['c', '1'],
      ]),
    ).toBe('| a | b |\n| --- | ---: |\n| c | 1 |');
  });
});
