import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** Installs packages if package-lock.json changed, then runs a script of this folder: `node scripts/bootstrap.mjs check lint`. */
const [name = 'start', ...options] = process.argv.slice(2);
const STAMP = 'node_modules/.onasty-lock';
const ignore = () => undefined;
// The reader of the output may go away, as `head` does.
process.stdout.on('error', ignore);
process.stderr.on('error', ignore);

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (!((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22)) {
  process.stderr.write(`Onasty needs Node 20.19+, 22.12+ or newer; this is ${process.versions.node}\n`);
  process.exit(1);
}
const lock = createHash('sha256')
  .update(process.version)
  .update('package-lock.json\n')
  .update(readFileSync('package-lock.json'))
  .digest('hex');
if (!existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== lock) {
  process.stdout.write('Installing packages …\n');
  const { status } = spawnSync('npm ci --no-audit --no-fund --loglevel=error', {
    stdio: 'inherit',
    shell: true,
  });
  if (status !== 0) process.exit(1);
  writeFileSync(STAMP, lock);
}
const script = `scripts/${name === 'start' ? 'build' : name}.ts`;
const child = spawn(process.execPath, ['--import=tsx', script, ...options], { stdio: 'inherit' });
// A Ctrl-C of the terminal reaches both processes, any other signal only this one.
const passOn = () => child.kill();
process.on('SIGINT', ignore).on('SIGTERM', passOn);
const [code] = await once(child, 'exit');
if (name !== 'start' || code !== 0) process.exit(code ?? 1);
process.off('SIGINT', ignore).off('SIGTERM', passOn);
// In this process, so that a signal reaches the product and not a parent that would leave PostgreSQL behind.
await import('../dist/bundles/standalone/onasty-server.js');
