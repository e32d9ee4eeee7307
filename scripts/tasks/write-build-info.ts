import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const manifest = z.object({ version: z.string() });

/** Records version and commit of the sources in dist. A build without Git, as in an image, takes the commit from APP_COMMIT. */
export function writeBuildInfo(): void {
  const { version } = manifest.parse(JSON.parse(readFileSync('package.json', 'utf8')));
  const { stdout } = spawnSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' });
  const commit = process.env['APP_COMMIT'] || stdout?.trim() || undefined;
  mkdirSync('dist', { recursive: true });
  writeFileSync('dist/build-info.json', `${JSON.stringify({ version, commit })}\n`);
}
