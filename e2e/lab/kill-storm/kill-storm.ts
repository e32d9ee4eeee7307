import { parseArgs } from 'node:util';
import { startStandalone } from './storm-target.js';
import { storm } from './storm.js';

/**
 * Reads thousands of notes while standalone is killed with -9 every second or so, and prints what came of them:
 *
 *     npm run lab -- storm kill --notes 3000 --kills 20
 */
const { values } = parseArgs({
  options: {
    notes: { type: 'string', default: '3000' },
    kills: { type: 'string', default: '20' },
    readers: { type: 'string', default: '3' },
    concurrency: { type: 'string', default: '8' },
  },
});

const { product, remove } = await startStandalone();
try {
  const result = await storm(product, {
    notes: Number(values.notes),
    kills: Number(values.kills),
    readers: Number(values.readers),
    concurrency: Number(values.concurrency),
  });
  const lines = Object.entries(result).map(([name, value]) => `${name.padEnd(12)}${value}`);
  process.stdout.write(`${lines.join('\n')}\n`);
  if (result.lost + result.readTwice + result.garbled > 0) process.exitCode = 1;
} finally {
  await product.stop();
  await remove();
}
