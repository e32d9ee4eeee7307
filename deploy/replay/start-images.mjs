import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

const USER = '65532';
const TRIES = 60;
const key = `k1:${randomBytes(32).toString('base64')}`;
/** Nobody listens there: each has to start without the others. */
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

const IMAGES = {
  core: {
    environment: {
      ...SHARED,
      HTTP_PORT: PORTS.core,
      DATABASE_URL: `postgresql://onasty@${NOWHERE}/onasty`,
      REDIS_URL: `redis://${NOWHERE}`,
      NOTE_ENCRYPTION_KEYS: key,
      JWT_SIGNING_KEYS: key,
    },
    isUp: () => answers(`http://127.0.0.1:${PORTS.core}/health/live`),
  },
  mailer: {
    environment: {
      ...SHARED,
      MAILER_HEALTH_PORT: PORTS.mailer,
      SMTP_URL: `smtp://${NOWHERE}`,
      MAIL_FROM: 'notes@example.com',
    },
    isUp: () => answers(`http://127.0.0.1:${PORTS.mailer}/health/live`),
  },
  web: {
    environment: {
      SITE_ADDRESS: 'http://127.0.0.1',
      CADDY_HTTP_PORT: PORTS.web,
      CADDY_HEALTH_PORT: PORTS.health,
    },
    isUp: () => answers(`http://127.0.0.1:${PORTS.web}/about`),
  },
  nats: {
    environment: { NATS_CORE_PASSWORD: '"a"', NATS_MAILER_PASSWORD: '"b"', NATS_OPERATOR_PASSWORD: '"c"' },
    // In place of the CMD, as an engine does with what it is told beside the image.
    command: ['--addr', '127.0.0.1', '--port', PORTS.nats, '--http_port', PORTS.natsHealth],
    isUp: () => answers(`http://127.0.0.1:${PORTS.natsHealth}/healthz`),
  },
};

/** Starts each image by its entry point, as the user of the images. */
export async function startImages(stages) {
  for (const [name, { environment, command, isUp }] of Object.entries(IMAGES)) {
    process.stdout.write(`\nstarting ${name}\n`);
    const stage = stages.get(name);
    const [program, ...parameters] = stage.within([...stage.entrypoint, ...(command ?? stage.command)], USER);
    const child = spawn(program, parameters, {
      env: { PATH: process.env.PATH, ...stage.environment, ...environment },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => (output += chunk.toString()));
    try {
      await until(
        () => child.exitCode === null && isUp(output),
        () => `${name} does not start:\n${output}`,
      );
    } finally {
      child.kill('SIGTERM');
    }
  }
}

async function until(condition, complaint) {
  for (let tries = 0; tries < TRIES; tries += 1) {
    if (await condition()) return;
    await pause(250);
  }
  throw new Error(complaint());
}

const answers = (address) =>
  fetch(address).then(
    ({ ok }) => ok,
    () => false,
  );
