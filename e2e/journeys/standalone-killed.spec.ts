import { chmod } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { freePort } from '../support/free-port.js';
import { NoteTraffic } from '../support/traffic/note-traffic.js';
import { Standalone, temporaryFolder } from '../support/programs/standalone.js';
import { until } from '../support/until.js';

const KILLS = 4;
const NOTES = 100;
/** Progress before each kill. Not a time, so that a slow machine finishes too. */
const NOTES_IN_A_LIFE = 20;
const TRAFFIC = { readers: 3, concurrency: 8 };

it('standalone loses no note and shows none twice if it is killed repeatedly', async () => {
  const folder = await temporaryFolder();
  // As root, PostgreSQL runs as another user.
  await chmod(folder.path, 0o755);
  const environment = { HTTP_PORT: String(await freePort()), RATELIMIT_ENABLED: 'false', LOG_FORMAT: 'json' };
  let standalone = await Standalone.start(folder.path, environment);
  const traffic = new NoteTraffic(standalone.address);
  let kills = 0;
  const goesOn = () => kills < KILLS || traffic.result.notes < NOTES;
  const running = traffic.run(goesOn, TRAFFIC);
  try {
    while (kills < KILLS) {
      const enough = traffic.result.notes + NOTES_IN_A_LIFE;
      await pause(Math.random() * 500);
      await until('notes are read', () => traffic.result.notes >= enough);
      await standalone.process.end('SIGKILL');
      kills += 1;
      standalone = await Standalone.start(folder.path, environment);
    }
    await running;
  } finally {
    kills = KILLS;
    await standalone.process.end('SIGTERM');
    await folder.remove();
  }
  expect(traffic.result).toMatchObject({ lost: 0, readTwice: 0, garbled: 0 });
  expect(traffic.tally.failed).toBeGreaterThan(0);
});
