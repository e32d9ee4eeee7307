import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { DockerfileParser, type Instruction, type JSONInstruction } from 'dockerfile-ast';
import { copyBuildContext } from './build-context.js';
import { StageFolder } from './stage-folder.js';
import { startImages } from './start-images.js';

/**
 * Replays deploy/Dockerfile without a container engine: each stage is an overlay on the file system of this machine, which
 * stands in for the base images, and each COPY and RUN is executed in it. Then the images are started by their entry
 * points. Needs Linux, root and several minutes.
 */
const FOLDER = '/tmp/onasty-replay';

if (process.getuid?.() !== 0) {
  process.stderr.write('The replay mounts folders and must run as root.\n');
  process.exit(1);
}
if (process.env['ONASTY_REPLAY'] !== 'within') {
  // In a mount namespace of its own, mounts end with the process.
  const command = ['--mount', process.execPath, '--import=tsx', ...process.argv.slice(1)];
  const { status } = spawnSync('unshare', command, {
    stdio: 'inherit',
    env: { ...process.env, ONASTY_REPLAY: 'within' },
  });
  process.exit(status ?? 1);
}

mkdirSync(FOLDER, { recursive: true });
StageFolder.prepare(FOLDER);
const context = copyBuildContext(`${FOLDER}/context`);
const stages = new Map<string, StageFolder>();
let stage: StageFolder | undefined;
for (const instruction of DockerfileParser.parse(
  readFileSync('deploy/Dockerfile', 'utf8'),
).getInstructions()) {
  const keyword = instruction.getKeyword();
  // Without flags.
  const text = instruction.getArgumentsContent() ?? '';
  if (keyword === 'FROM') {
    const [base = '', , name = ''] = text.split(/\s+/);
    process.stdout.write(`\n${name}, from ${stages.has(base) ? base : 'this machine'}\n`);
    stage = new StageFolder(FOLDER, name, stages.get(base));
    stages.set(name, stage);
  } else if (stage !== undefined) {
    process.stdout.write(`  ${keyword} ${text.replaceAll(/\s+/g, ' ').slice(0, 100)}\n`);
    stage.apply(keyword, text, originOf(instruction));
  }
}
const layers = stages.get('core')?.layers ?? [];
const size = execFileSync('du', ['-shc', ...layers], { encoding: 'utf8' });
process.stdout.write(`\ncore, without its base image: ${size.trim().split('\n').at(-1)}\n`);
await startImages(stages);
process.stdout.write('\nEvery instruction succeeded, and core, mailer, web and nats start.\n');

/** Folder that a COPY reads: the stage of `--from`, or the build context. */
function originOf(instruction: Instruction): string {
  const from = hasFlags(instruction) ? instruction.getFlags()[0]?.getValue() : undefined;
  return from === undefined || from === null ? context : (stages.get(from)?.root ?? context);
}

function hasFlags(instruction: Instruction): instruction is JSONInstruction {
  return 'getFlags' in instruction;
}
