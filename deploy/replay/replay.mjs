import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { DockerfileParser } from 'dockerfile-ast';
import { buildContext } from './build-context.mjs';
import { StageFolder } from './stage-folder.mjs';
import { startImages } from './start-images.mjs';

/**
 * `npm run deploy:replay`: what `docker build` does with deploy/Dockerfile, where there is no engine. Each stage is a
 * folder over this machine's own file system, which stands for the base images; each COPY and RUN is done in it as it
 * is written. Then what was built is started as its image says. Takes minutes, and needs Linux and root.
 */
const FOLDER = '/tmp/onasty-replay';

if (process.getuid?.() !== 0) {
  process.stderr.write('This mounts folders, for which it has to be root.\n');
  process.exit(1);
}
if (process.env.ONASTY_REPLAY !== 'within') {
  // In a namespace of its own nothing that is mounted outlives this process.
  const within = ['--mount', process.execPath, ...process.argv.slice(1)];
  const { status } = spawnSync('unshare', within, {
    stdio: 'inherit',
    env: { ...process.env, ONASTY_REPLAY: 'within' },
  });
  process.exit(status ?? 1);
}

mkdirSync(FOLDER, { recursive: true });
StageFolder.prepare(FOLDER);
const context = buildContext(`${FOLDER}/context`);
const stages = new Map();
let stage;
for (const instruction of DockerfileParser.parse(
  readFileSync('deploy/Dockerfile', 'utf8'),
).getInstructions()) {
  const keyword = instruction.getKeyword();
  // Without flags.
  const text = instruction.getArgumentsContent() ?? '';
  if (keyword === 'FROM') {
    const [base, , name] = text.split(/\s+/);
    stage = new StageFolder(FOLDER, name, stages.get(base));
    stages.set(name, stage);
    process.stdout.write(`\n${name}, from ${stages.has(base) ? base : 'this machine'}\n`);
  } else if (stage !== undefined) {
    process.stdout.write(`  ${keyword} ${text.replaceAll(/\s+/g, ' ').slice(0, 100)}\n`);
    const [flag] = 'getFlags' in instruction ? instruction.getFlags() : [];
    const origin = flag === undefined ? context : stages.get(flag.getValue())?.root;
    stage.take(keyword, text, origin);
  }
}
const size = execFileSync('du', ['-shc', ...stages.get('core').layers], { encoding: 'utf8' });
process.stdout.write(`\ncore, without what it begins from: ${size.trim().split('\n').at(-1)}\n`);
await startImages(stages);
process.stdout.write('\nEvery step was done, and core, mailer, web and nats start.\n');
