import { readFileSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig, variables } from '#libs/config';
import {
  environmentOf,
  environmentOfExample,
  readCompose,
  secretsOfSetup,
  setUp,
  variablesOf,
  withSecrets,
  type ComposeService,
} from './testing/compose-file.js';

const FILE = 'deploy/compose.yml';
/** Variables of standalone and of tests, and those with one right value in a container. */
const NOT_PASSED = new Set([
  'APP_ENV',
  'APP_URL',
  'BACKUP_DIR',
  'BACKUP_INTERVAL',
  'BACKUP_KEEP',
  'BACKUP_RECIPIENT',
  'DATA_DIR',
  'DATABASE_REQUIRE_DURABILITY',
  'GOOGLE_ISSUER',
  'HTTP_HOST',
  'MAILER_HEALTH_PORT',
  'METRICS_HOST',
  'RATELIMIT_ENABLED',
]);

/** Settings whose names end like those of secrets. */
const NO_SECRETS = new Set(
  Object.entries(variables).flatMap(([name, { secret }]) => (secret === true ? [] : [name])),
);

describe('compose.yml', () => {
  const environment = environmentOfExample('deploy');
  const { services, networks } = readCompose(FILE, environment);
  const named = (name: string): ComposeService => {
    const service = services[name];
    if (service === undefined) throw new Error(`compose.yml has no service ${name}`);
    return service;
  };

  it('uses exactly the variables of .env.example, together with compose.monitoring.yml', () => {
    const taken = new Set([
      'COMPOSE_FILE',
      ...variablesOf(FILE),
      ...variablesOf('deploy/compose.monitoring.yml'),
    ]);
    expect([...taken].toSorted()).toEqual(Object.keys(environment).toSorted());
  });

  it('lets every variable be empty that .env.example leaves empty', () => {
    const unset = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
    expect(() => readCompose(FILE, unset)).not.toThrow();
  });

  it.each(['FRONTEND_URL', 'MAIL_FROM', 'ONASTY_IMAGES', 'ONASTY_VERSION'])('requires %s', (name) => {
    expect(() => readCompose(FILE, { ...environment, [name]: '' })).toThrow(`${name} is not set`);
  });

  it('makes secrets for this user only, and never replaces one', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'onasty-env-'));
    setUp(folder);
    const modeOf = async (name: string) => ((await stat(join(folder, name))).mode & 0o777).toString(8);
    expect([await modeOf('.env'), await modeOf('secrets')]).toEqual(['600', '700']);
    // Services run as other users.
    expect(await modeOf('secrets/jwt_signing_keys')).toBe('444');
    const read = () => readFileSync(join(folder, 'secrets/jwt_signing_keys'), 'utf8');
    const before = read();
    await rm(join(folder, 'secrets/redis_url'));
    setUp(folder);
    expect(read()).toBe(before);
    expect(await modeOf('secrets/redis_url')).toBe('444');
    await rm(folder, { recursive: true });
  });

  it('takes the public URL, with the ports of a trial on this machine', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'onasty-url-'));
    setUp(folder, 'http://localhost:9000');
    expect(environmentOf(folder)).toMatchObject({
      FRONTEND_URL: 'http://localhost:9000',
      HTTP_PORTS: '9000:9000',
      MAIL_FROM: 'notes@localhost',
      COMPOSE_FILE: 'compose.yml:compose.build.yml',
    });
    expect(() => setUp(folder, 'localhost')).toThrow('not a URL: localhost');
    await rm(folder, { recursive: true });
  });

  it('has a file for each secret of Compose, and no secret in .env', () => {
    const files = [FILE, 'deploy/compose.monitoring.yml'].map((path) => readFileSync(path, 'utf8'));
    const declared = files.flatMap((file) =>
      [...file.matchAll(/file: \.\/secrets\/(\w+)/g)].map(([, name]) => name),
    );
    expect(new Set(declared)).toEqual(new Set(Object.keys(secretsOfSetup)));
    const secret = Object.entries(variables).filter(([, variable]) => variable.secret);
    expect(secret.filter(([name]) => name in environment)).toEqual([]);
  });

  it('gives core and the mailer a valid configuration with the secrets of setup.sh', () => {
    const core = loadConfig('core', withSecrets(named('core')));
    const mailer = loadConfig('mailer', withSecrets(named('mailer')));
    expect(core.frontendUrl).toBe('https://notes.example.com');
    expect(mailer.mail.encryptionKeys?.reveal()).toEqual(core.mailEncryptionKeys?.reveal());
    expect(core.notes.encryptionKeys?.reveal()).not.toEqual(core.mailEncryptionKeys?.reveal());
  });

  it.each(['core', 'mailer', 'migrate'])('%s has no unknown variable', (name) => {
    const given = Object.keys(withSecrets(named(name)));
    expect(given.filter((variable) => !(variable in variables))).toEqual(['NODE_EXTRA_CA_CERTS']);
  });

  it.each(Object.keys(variables))('passes %s to core or the mailer, a secret as a file', (name) => {
    const isPassed = ['core', 'mailer'].some((service) => name in withSecrets(named(service)));
    expect(isPassed).toBe(!NOT_PASSED.has(name));
  });

  it('passes no secret in the environment, where the engine shows it', () => {
    for (const [name, { environment: given }] of Object.entries(services)) {
      const text = JSON.stringify(given);
      const shown = Object.values(secretsOfSetup).filter((secret) => secret !== '' && text.includes(secret));
      expect(shown, name).toEqual([]);
      expect(
        Object.keys(given).filter((key) => /PASSWORD$|SECRET$|_KEYS$/.test(key) && !NO_SECRETS.has(key)),
        name,
      ).toEqual([]);
    }
  });

  it.each(['core', 'mailer', 'migrate'])('lets %s read certificates of a private authority', (name) => {
    const { services: given } = readCompose(FILE, {
      ...environment,
      NODE_EXTRA_CA_CERTS: '/etc/onasty/ca/company.pem',
    });
    expect(given[name]?.environment['NODE_EXTRA_CA_CERTS']).toBe('/etc/onasty/ca/company.pem');
    expect(given[name]?.volumes).toContain('./ca:/etc/onasty/ca:ro');
  });

  it('runs only images of one registry and one version', () => {
    const own = readCompose(FILE, {
      ...environment,
      ONASTY_IMAGES: 'registry.onasty.test/a',
      ONASTY_VERSION: '0.2.0',
    });
    for (const { image } of Object.values(own.services))
      expect(image).toMatch(/^registry\.onasty\.test\/a\/[a-z]+:0\.2\.0$/);
  });

  it('mounts no file of the repository', () => {
    const mounted = Object.values(services).flatMap(({ volumes }) =>
      volumes.filter((volume) => /^[./]/.test(volume)),
    );
    expect(new Set(mounted)).toEqual(new Set(['./ca:/etc/onasty/ca:ro']));
  });

  it('builds on images with a version and the name of their registry', () => {
    const args = [...readFileSync('deploy/Dockerfile', 'utf8').matchAll(/^ARG (\w+_IMAGE)=(.+)$/gm)];
    expect(args).toHaveLength(6);
    for (const [, name, image] of args)
      expect(image, name).toMatch(
        /^(docker\.io\/library\/\w+:\d+\.\d+(\.\d+)?-|gcr\.io\/distroless\/cc-debian\d+:)/,
      );
  });

  it.each([
    [
      'core',
      [
        'core_database_url',
        'core_nats_url',
        'github_client_secret',
        'google_client_secret',
        'jwt_signing_keys',
        'mail_encryption_keys',
        'note_encryption_keys',
        'oidc_client_secret',
        'redis_url',
      ],
    ],
    ['nats', ['core_nats_url', 'mailer_nats_url', 'operator_nats_url']],
    ['mailer', ['mail_encryption_keys', 'mailer_nats_url', 'smtp_url']],
    ['migrate', ['migrator_database_url']],
    ['backup', ['backup_database_url']],
    ['redis', ['redis_monitor_passwords', 'redis_url']],
    ['web', []],
  ])('gives %s its own secrets only', (name, expected) => {
    expect(named(name).secrets.toSorted()).toEqual(expected);
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
    expect(readFileSync(FILE, 'utf8')).toContain("subnet: '${FRONT_NETWORK:-172.16.93.0/28}'");
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
