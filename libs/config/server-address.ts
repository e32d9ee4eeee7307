import { existsSync } from 'node:fs';
import { z } from 'zod';
import { isLoopback } from './parsers.js';
import { Secret } from './secret.js';

interface Credentials {
  user: string;
  /** Empty for a token. */
  password: string;
}

interface AddressParts {
  /** Name, IP address without brackets, or folder of a socket. */
  host: string;
  port: number;
  /** TLS from the first byte. */
  isEncrypted: boolean;
  isLoopback: boolean;
  credentials: Secret<Credentials> | null;
}

/** URL of a server, parsed to what clients need. */
export class ServerAddress extends Secret<string> {
  constructor(
    url: string,
    /** Host, port and path, without credentials. */
    readonly location: string,
    readonly parts: AddressParts,
    /** Advice if others can eavesdrop on the connection; null if it is encrypted and authenticated, or local. */
    readonly remedy: string | null,
  ) {
    super(url);
  }
}

interface ServerKind {
  schemes: readonly string[];
  defaultPort: (url: URL) => number;
  /** Returns a problem beyond those of any URL, or null. */
  problemOf: (url: URL) => string | null;
  /** Host that a client connects to. */
  hostOf?: (url: URL) => string;
  isEncrypted: (url: URL) => boolean;
  /** Advice for an address of another machine without encryption; null if the client ensures it. */
  remedy: string | null;
}

const ONE_SERVER = 'must name one server; clients find the others of a cluster through it';
const ENCODE =
  'must have its user and password percent-encoded: write / as %2F, ? as %3F, # as %23, @ as %40 and % as %25';
/** Stands for the missing host of `postgresql://user@/database?host=/run/postgresql`, which URL rejects. */
const UNNAMED = 'unnamed';
/** pg verifies the certificate in all of these modes. */
const VERIFIED = new Set(['require', 'verify-ca', 'verify-full']);

const FILE_PARAMETERS = new Set(['sslrootcert', 'sslcert', 'sslkey']);
const POSTGRES_PARAMETERS = new Set([
  ...FILE_PARAMETERS,
  'application_name',
  'channel_binding',
  'host',
  'options',
  'sslmode',
]);
/** Advice for parameters of other clients. */
const INSTEAD: Readonly<Record<string, string>> = {
  connection_limit: 'set DATABASE_POOL_SIZE',
  pgbouncer: 'a pooler in transaction mode cannot be used: give the direct address, or one in session mode',
  pool_timeout: 'a statement waits 2 s for a connection',
  schema: 'use ?options=-c%20search_path%3Dname, or ALTER ROLE … SET search_path',
  ssl: 'use sslmode=verify-full',
  sslaccept: 'use sslmode=verify-full',
  target_session_attrs: 'give the address of the primary',
};

/** A parameter is honoured or rejected, never ignored. */
function parameterProblem(name: string, value: string): string | null {
  if (name === 'uselibpqcompat' || (name === 'sslmode' && value === 'no-verify'))
    return 'must not leave certificates unchecked: use sslmode=verify-full';
  if (name === 'host' && value.includes(',')) return ONE_SERVER;
  if (FILE_PARAMETERS.has(name) && !existsSync(value)) return `names a missing file in ${name}`;
  if (POSTGRES_PARAMETERS.has(name)) return null;
  const remedy = Object.hasOwn(INSTEAD, name)
    ? INSTEAD[name]
    : `allowed are ${[...POSTGRES_PARAMETERS].join(', ')}`;
  return `has a parameter "${name}" that is not supported: ${remedy}`;
}

export const postgresAddress = serverAddress({
  schemes: ['postgresql:', 'postgres:'],
  defaultPort: () => 5_432,
  problemOf: ({ searchParams }) =>
    [...searchParams].map(([name, value]) => parameterProblem(name, value)).find((found) => found !== null) ??
    null,
  hostOf: ({ searchParams, hostname }) =>
    searchParams.getAll('host').at(-1) ?? (hostname === UNNAMED ? '' : hostname),
  isEncrypted: ({ searchParams }) => VERIFIED.has(searchParams.getAll('sslmode').at(-1) ?? ''),
  remedy: 'add ?sslmode=verify-full',
});

export const redisAddress = serverAddress({
  schemes: ['redis:', 'rediss:'],
  defaultPort: () => 6_379,
  problemOf: ({ pathname, search }) =>
    /^\/?\d*$/.test(pathname) && search === ''
      ? null
      : 'must have no path but the number of a database, such as /0, and no parameters',
  isEncrypted: ({ protocol }) => protocol === 'rediss:',
  remedy: 'use rediss://',
});

export const natsAddress = serverAddress({
  schemes: ['nats:', 'tls:'],
  defaultPort: () => 4_222,
  problemOf: withoutPath,
  isEncrypted: ({ protocol }) => protocol === 'tls:',
  remedy: 'use tls://',
});

/** The mailer itself requires encryption of other machines. */
export const smtpAddress = serverAddress({
  schemes: ['smtp:', 'smtps:'],
  defaultPort: ({ protocol }) => (protocol === 'smtps:' ? 465 : 587),
  problemOf: (url) =>
    url.username === '' && url.password !== '' ? 'must name a user with its password' : withoutPath(url),
  isEncrypted: ({ protocol }) => protocol === 'smtps:',
  remedy: null,
});

/** A provider of sign-in, also copied with a final slash or with the path of its discovery document. */
export const providerAddress = z
  .string()
  .transform((text) => text.trim().replace(/\/?(\.well-known\/openid-configuration)?$/, ''))
  .pipe(
    serverAddress({
      schemes: ['https:', 'http:'],
      defaultPort: ({ protocol }) => (protocol === 'https:' ? 443 : 80),
      problemOf: ({ username, search }) =>
        username === '' && search === '' ? null : 'must have neither credentials nor a query',
      isEncrypted: ({ protocol }) => protocol === 'https:',
      remedy: 'use https://',
    }),
  );

function serverAddress(kind: ServerKind) {
  const { schemes, problemOf, hostOf = (url) => url.hostname } = kind;
  return z.string().transform((text, context) => {
    const fail = (message: string) => {
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    };
    const url = parse(text, schemes);
    if (typeof url === 'string') return fail(url);
    const host = hostOf(url);
    const problem = host === '' ? 'must name a host' : problemOf(url);
    if (problem !== null) return fail(problem);
    const parts = partsOf(url, host, kind);
    const isSafe = parts.isEncrypted || parts.isLoopback || /^(\/|%2f)/i.test(host);
    const port = url.port === '' ? '' : `:${url.port}`;
    return new ServerAddress(text, `${host}${port}${url.pathname}`, parts, isSafe ? null : kind.remedy);
  });
}

function partsOf(url: URL, host: string, { defaultPort, isEncrypted }: ServerKind): AddressParts {
  const [user, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
  return {
    host: host.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? defaultPort(url) : Number(url.port),
    isEncrypted: isEncrypted(url),
    isLoopback: isLoopback(host),
    credentials: user === '' && password === '' ? null : new Secret({ user, password }),
  };
}

/** Returns the URL, or the problem that explains all others. */
function parse(text: string, schemes: readonly string[]): URL | string {
  const href = text.replace(/^(postgres\w*:\/\/[^/?#]*@)\//, `$1${UNNAMED}/`);
  const problem = problemOfText(text, schemes);
  if (problem !== null) return problem;
  if (!URL.canParse(href)) return `must have the form ${schemes[0]}//user:password@host:port`;
  const url = new URL(href);
  if (url.port === '0') return 'must have a port from 1 to 65535';
  return url.hash === '' && [url.username, url.password, url.pathname].every(isDecodable) ? url : ENCODE;
}

/** Finds what URL would accept with another meaning. */
function problemOfText(text: string, schemes: readonly string[]): string | null {
  const prefixes = schemes.map((scheme) => `${scheme}//`);
  if (!prefixes.some((prefix) => text.startsWith(prefix)))
    return `must be an address that begins with ${prefixes.join(' or ')}`;
  if (/[\s\p{Cc}]/u.test(text)) return 'must not contain spaces or line breaks';
  const [, authority = '', rest = ''] = /^[a-z]+:\/\/([^/?#]*)(.*)$/.exec(text) ?? [];
  if (!authority.includes('@') && rest.includes('@')) return ENCODE;
  return authority.includes(',') ? ONE_SERVER : null;
}

function withoutPath({ pathname, search }: URL): string | null {
  return (pathname === '' || pathname === '/') && search === '' ? null : 'must end after its host and port';
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
