import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { StageFolder } from './stage-folder.js';

const USER = '65532';
const ATTEMPTS = 60;
const key = `k1:${randomBytes(32).toString('base64')}`;
/** Address without a listener: each image must start without the others. */
const NOWHERE = '127.0.0.1:1';
const SHARED = { FRONTEND_URL: 'http://localhost', NATS_URL: `nats://${NOWHERE}`, MAIL_ENCRYPTION_KEYS: key };
const PORTS = {
  core: '38471',
  web: '38472',
  health: '38473',
  mailer: '38474',
  nats: '38475',
  natsHealth: '38476',
};

interface Image {
  environment: Record<string, string>;
  /** Replaces the CMD of the image. */
  command?: readonly string[];
  isUp: () => Promise<boolean>;
}

const IMAGES: Readonly<Record<string, Image>> = {
  core: {
    environment: {
      ...SHARED,
      HTTP_PORT: PORTS.core,
      DATABASE_URL: `postgresql://onasty@${NOWHERE}/onasty`,
      REDIS_URL: `redis://${NOWHERE}`,
      NOTE_ENCRYPTION_KEYS: key,
      JWT_SIGNING_KEYS: key,
    },
    isUp: () => responds(`http://127.0.0.1:${PORTS.core}/health/live`),
  },
  mailer: {
    environment: {
      ...SHARED,
      MAILER_HEALTH_PORT: PORTS.mailer,
      SMTP_URL: `smtp://${NOWHERE}`,
      MAIL_FROM: 'notes@example.com',
    },
    isUp: () => responds(`http://127.0.0.1:${PORTS.mailer}/health/live`),
  },
  web: {
    environment: {
      SITE_ADDRESS: 'http://127.0.0.1',
      CADDY_HTTP_PORT: PORTS.web,
      CADDY_HEALTH_PORT: PORTS.health,
    },
    isUp: () => responds(`http://127.0.0.1:${PORTS.web}/about`),
  },
  nats: {
    environment: { NATS_CORE_PASSWORD: '"a"', NATS_MAILER_PASSWORD: '"b"', NATS_OPERATOR_PASSWORD: '"c"' },
    command: ['--addr', '127.0.0.1', '--port', PORTS.nats, '--http_port', PORTS.natsHealth],
    isUp: () => responds(`http://127.0.0.1:${PORTS.natsHealth}/healthz`),
  },
};

/** Starts each image by its entry point, as the user of the images, and stops it once it responds. */
export async function startImages(stages: ReadonlyMap<string, StageFolder>): Promise<void> {
  for (const [name, image] of Object.entries(IMAGES)) {
    process.stdout.write(`\nstarting ${name}\n`);
    const stage = stages.get(name);
    if (stage === undefined) throw new Error(`the Dockerfile has no stage ${name}`);
    await startImage(name, image, stage);
  }
}

async function startImage(
  name: string,
  { environment, command, isUp }: Image,
  stage: StageFolder,
): Promise<void> {
  const [program = '', ...parameters] = stage.commandWithin(
    [...stage.entrypoint, ...(command ?? stage.command)],
    USER,
  );
  const child = spawn(program, parameters, {
    env: { PATH: process.env['PATH'], ...stage.environment, ...environment },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  try {
    for (let attempt = 0; !(child.exitCode === null && (await isUp())); attempt += 1) {
      if (attempt === ATTEMPTS) throw new Error(`${name} does not start:\n${output}`);
      await pause(250);
    }
  } finally {
    child.kill('SIGTERM');
  }
}

const responds = (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
