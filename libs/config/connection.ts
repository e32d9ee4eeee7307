/** Check that the connection to a server is safe from eavesdropping. */
export interface Connection {
  /** True if the server is authenticated and traffic encrypted, or the address is local. */
  isSafe(address: string): boolean;
  /** Advice that completes an error message. */
  remedy: string;
}

/** pg verifies the certificate in all of these modes. */
const VERIFIED = new Set(['require', 'verify-ca', 'verify-full']);

export const toPostgres: Connection = {
  remedy: 'add ?sslmode=verify-full',
  isSafe(address) {
    // pg accepts a URL without a host, which URL rejects.
    const url = parsed(address) ?? parsed(address.replace('@/', '@unnamed/'));
    if (url === null) return false;
    const host = url.searchParams.getAll('host').at(-1) ?? url.hostname;
    return isLocal(host) || VERIFIED.has(url.searchParams.getAll('sslmode').at(-1) ?? '');
  },
};

export const toRedis = byScheme('rediss:');
export const toNats = byScheme('tls:');

function byScheme(safe: string): Connection {
  return {
    remedy: `use ${safe}//`,
    isSafe(address) {
      const url = parsed(address);
      return url !== null && (url.protocol === safe || isLocal(url.hostname));
    },
  };
}

/** A loopback address or a socket path. */
function isLocal(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?|(\/|%2f).*)$/i.test(host);
}

function parsed(address: string): URL | null {
  return URL.canParse(address) ? new URL(address) : null;
}
