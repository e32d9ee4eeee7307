import { errorMessage } from './error-message.js';

/** External service, in the words of its configuration. */
export interface ConfiguredService {
  name: string;
  variable: string;
  /** Schemes by the kind of port, if the port decides about TLS. */
  schemes?: string;
  /** Advice that leads to a connection without TLS. */
  withoutTls: string;
  /** Another way to trust a certificate than NODE_EXTRA_CA_CERTS. */
  trust?: string;
}

interface ConnectionFailure {
  /** Fields of a log line. */
  fields: { variable: string; cause: string; remedy: string };
  /** True if it may end without another configuration. */
  isOutage: boolean;
}

interface Explanation {
  /** Matches the code, the name and the message of an error. */
  pattern: RegExp;
  cause: (service: ConfiguredService) => string;
  remedy: (service: ConfiguredService) => string;
  isOutage?: true;
}

/** In order: the first that fits explains best. */
const EXPLANATIONS: readonly Explanation[] = [
  {
    pattern: /\b(ENOTFOUND|EAI_\w+)\b/,
    cause: ({ name }) => `the host name of ${name} does not resolve`,
    remedy: ({ variable }) => `check the host in ${variable} and the DNS of this machine`,
    isOutage: true,
  },
  {
    pattern: /\b(ECONNREFUSED|ENOENT)\b/,
    cause: ({ name }) => `nothing listens at the address of ${name}`,
    remedy: ({ name, variable }) => `check host and port in ${variable}, and that ${name} runs`,
    isOutage: true,
  },
  {
    pattern: /\b(EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|EADDRNOTAVAIL)\b/,
    cause: ({ name }) => `no network leads to ${name}`,
    remedy: ({ variable }) => `check the host in ${variable}, routes and firewalls`,
    isOutage: true,
  },
  {
    pattern: /\b(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+)\b/,
    cause: ({ name }) => `the certificate of ${name} is of an authority that this machine does not know`,
    remedy: ({ trust }) =>
      `name a file with that authority in NODE_EXTRA_CA_CERTS${trust === undefined ? '' : `, or ${trust}`}`,
  },
  {
    pattern: /\bCERT_(HAS_EXPIRED|NOT_YET_VALID)\b/,
    cause: ({ name }) => `the certificate of ${name} has expired, or is not valid yet`,
    remedy: () => 'renew it, or correct the clock of this machine',
  },
  {
    pattern: /\bERR_TLS_CERT_ALTNAME_INVALID\b/,
    cause: ({ name }) => `the certificate of ${name} is for another host`,
    remedy: ({ variable }) => `use the name of the certificate in ${variable}`,
  },
  {
    pattern:
      /\b(ERR_SSL_\w+|EPROTO)\b|does not support SSL connections|establishing an SSL connection|does not support 'tls'/,
    cause: ({ name }) => `${name} offers no TLS at that port`,
    remedy: ({ variable, withoutTls }) => `use its port for TLS in ${variable}, or ${withoutTls}`,
  },
  {
    pattern: /WRONGPASS|NOAUTH|NOPERM|Authorization Violation|AuthorizationError|\b28(P01|000)\b/i,
    cause: ({ name }) => `${name} rejects the user or the password`,
    remedy: ({ variable }) => `correct both in ${variable}`,
  },
  {
    pattern: /DB index is out of range/,
    cause: ({ name }) => `${name} has no database of that number`,
    remedy: ({ variable }) =>
      `correct the number at the end of ${variable}, or raise databases in redis.conf`,
  },
  {
    pattern: /Unknown RESP type|unexpected response from server|\bEPROTOCOL\b/,
    cause: ({ name }) => `what listens there is not ${name}`,
    remedy: (service) => checkAddress(service),
  },
  {
    pattern: /\b(ECONNRESET|EPIPE|ECONNECTION)\b|terminated|closed|disconnected|undefined error/i,
    cause: ({ name }) => `the server closes the connection before it responds like ${name}`,
    remedy: (service) => checkAddress(service),
    isOutage: true,
  },
  {
    pattern: /\bETIMEDOUT\b|time(d )?out/i,
    cause: ({ name }) => `${name} does not respond`,
    remedy: (service) => `${checkAddress(service)}, and firewalls`,
    isOutage: true,
  },
];

/** Names the variable behind a failed connection, the cause and the next step, in place of the words of a library. */
export function explainConnectionError(error: unknown, service: ConfiguredService): ConnectionFailure {
  const { variable } = service;
  const texts = textsOf(error);
  const found = EXPLANATIONS.find(({ pattern }) => texts.some((text) => pattern.test(text)));
  if (found === undefined)
    return { fields: { variable, cause: errorMessage(error), remedy: `check ${variable}` }, isOutage: true };
  const { isOutage = false } = found;
  return { fields: { variable, cause: found.cause(service), remedy: found.remedy(service) }, isOutage };
}

function checkAddress({ variable, schemes }: ConfiguredService): string {
  return `check host and port in ${variable}${schemes === undefined ? '' : ` (${schemes})`}`;
}

function textsOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [String(error)];
  const code = 'code' in error ? String(error.code) : '';
  const inner = error.cause === undefined ? [] : textsOf(error.cause);
  return [`${code} ${error.name} ${errorMessage(error)}`, ...inner];
}
