import { readFileSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig, variables } from '#libs/config';
import {
  createEnvironmentFile,
  environmentOfExample,
  readCompose,
  variablesOf,
  type ComposeService,
} from './testing/compose-file.js';

const FILE = 'deploy/compose.yml';
/** Variables with a fixed value in containers, or of other processes. */
const NOT_FOR_CORE = new Set([
  'APP_ENV',
  'APP_URL',
  'DATA_DIR',
  'HTTP_HOST',
  'METRICS_HOST',
  'SMTP_URL',
  'SMTP_EHLO_NAME',
  'MAIL_FROM',
  'MAIL_FROM_NAME',
  'MAIL_REPLY_TO',
  'INSTANCE_NAME',
  'OPERATOR_EMAIL',
  'GOOGLE_ISSUER',
  'RATELIMIT_ENABLED',
  'DATABASE_REQUIRE_DURABILITY',
  'MAILER_HEALTH_PORT',
]);

describe('compose.yml', () => {
  const environment = environmentOfExample('deploy');
  const { services, networks } = readCompose(FILE, environment);
  const named = (name: string): ComposeService => {
    const service = services[name];
    if (service === undefined) throw new Error(`compose.yml has no service ${name}`);
    return service;
  };

  it('uses exactly the variables of .env.example, together with compose.monitoring.yml', () => {
    const taken = new Set([...variablesOf(FILE), ...variablesOf('deploy/compose.monitoring.yml')]);
    expect([...taken].toSorted()).toEqual(Object.keys(environment).toSorted());
  });

  it.each(Object.keys(environment).filter((name) => environment[name] === ''))('%s may be empty', (name) => {
    expect(() => readCompose(FILE, { ...environment, [name]: '' })).not.toThrow();
  });

  it.each(['FRONTEND_URL', 'NOTE_ENCRYPTION_KEYS', 'CORE_DATABASE_PASSWORD', 'SMTP_URL'])(
    'requires %s',
    (name) => {
      expect(() => readCompose(FILE, { ...environment, [name]: '' })).toThrow(`${name} is not set`);
    },
  );

  it('makes a .env for this user only, and never a second one over it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'onasty-env-'));
    const made = createEnvironmentFile('deploy', folder);
    expect(made.status).toBe(0);
    expect((await stat(join(folder, '.env'))).mode & 0o777).toBe(0o600);
    const again = createEnvironmentFile('deploy', folder);
    expect([again.status === 0, again.text === made.text]).toEqual([false, true]);
    await rm(folder, { recursive: true });
  });

  it('gives core and the mailer a valid configuration with the secrets of .env.example', () => {
    const core = loadConfig('core', named('core').environment);
    const mailer = loadConfig('mailer', named('mailer').environment);
    expect(core.frontendUrl).toBe('https://notes.example.com');
    expect(mailer.mail.encryptionKeys?.reveal()).toEqual(core.mailEncryptionKeys?.reveal());
    expect(core.notes.encryptionKeys?.reveal()).not.toEqual(core.mailEncryptionKeys?.reveal());
  });

  it.each(['core', 'mailer', 'migrate'])('%s has no unknown variable', (name) => {
    const given = Object.keys(named(name).environment);
    expect(given.filter((variable) => !(variable in variables))).toEqual(['NODE_EXTRA_CA_CERTS']);
  });

  it('passes every setting to core', () => {
    const given = named('core').environment;
    const missing = Object.keys(variables).filter((name) => !(name in given) && !NOT_FOR_CORE.has(name));
    expect(missing).toEqual([]);
  });

  it.each(['core', 'mailer', 'migrate'])('lets %s read certificates of a private authority', (name) => {
    const { services: given } = readCompose(FILE, {
      ...environment,
      NODE_EXTRA_CA_CERTS: '/etc/onasty/ca/company.pem',
    });
    expect(given[name]?.environment['NODE_EXTRA_CA_CERTS']).toBe('/etc/onasty/ca/company.pem');
    expect(given[name]?.volumes).toContain('./ca:/etc/onasty/ca:ro');
  });

  it.each(Object.entries(services))(
    '%s has a pinned image that no stranger can publish',
    (_name, { image, build }) => {
      const isOurs = /(^|\/)onasty\//.test(image);
      expect(isOurs || build === undefined).toBe(true);
      expect(image).toMatch(isOurs ? /^localhost\/onasty\// : /:\d+\.\d+\.\d+-|:\d+\.\d+-/);
    },
  );

  it('builds on pinned images; the one without versions is pinned by its digest in .env', () => {
    const bases = ['NODE_IMAGE', 'CADDY_IMAGE', 'NATS_IMAGE', 'POSTGRES_IMAGE', 'REDIS_IMAGE'];
    for (const name of bases) expect(environment[name], name).toMatch(/:\d+\.\d+(\.\d+)?-/);
    expect(environment['RUNTIME_IMAGE']).toMatch(/^gcr\.io\/distroless\//);
  });

  it('gives each service its own secrets only', () => {
    const text = JSON.stringify(named('mailer').environment);
    for (const name of [
      'NOTE_ENCRYPTION_KEYS',
      'JWT_SIGNING_KEYS',
      'CORE_DATABASE_PASSWORD',
      'NATS_CORE_PASSWORD',
    ]) {
      expect(text).not.toContain(environment[name]);
    }
    expect(JSON.stringify(named('core').environment)).not.toContain(environment['SMTP_URL']);
    expect(JSON.stringify(named('core').environment)).not.toContain(
      environment['MIGRATOR_DATABASE_PASSWORD'],
    );
  });

  it('publishes only the web server', () => {
    const published = Object.entries(services).filter(([, { ports }]) => ports.length > 0);
    expect(published.map(([name]) => name)).toEqual(['web']);
  });

  it.each([
    ['mailer', 'postgres'],
    ['mailer', 'redis'],
    ['mailer', 'core_outside'],
    ['web', 'postgres'],
    ['web', 'nats'],
  ])('gives %s no network in common with %s', (one, other) => {
    const others = services[other]?.networks ?? [other];
    expect(named(one).networks.filter((network) => others.includes(network))).toEqual([]);
  });

  it.each(['postgres', 'redis', 'nats', 'migrate', 'backup'])('%s has no outbound network', (name) => {
    expect(named(name).networks.every((network) => networks[network]?.internal)).toBe(true);
  });

  it('trusts only its own web server for client addresses', () => {
    const trusted = named('core').environment['TRUST_PROXY'];
    expect(readFileSync(FILE, 'utf8')).toContain("subnet: '${FRONT_NETWORK:-172.28.93.0/28}'");
    expect(trusted).toBe(environment['FRONT_NETWORK']);
    const inside = Object.entries(services).filter(([, { networks: joined }]) => joined.includes('front'));
    expect(inside.map(([name]) => name).toSorted()).toEqual(['core', 'web']);
  });

  it('starts core after the migration of the database', () => {
    expect(named('core').depends_on['migrate']?.condition).toBe('service_completed_successfully');
    expect(named('migrate').depends_on['postgres']?.condition).toBe('service_healthy');
    expect(named('migrate').image).toBe(named('core').image);
  });
});
