/** How a variable's server is reached, and what keeps whoever listens on the way from reading along. */
export interface Connection {
  /** Whether it is encrypted to a server that has to prove who it is, or does not leave this machine. */
  isSafe(address: string): boolean;
  /** What makes it safe. */
  remedy: string;
}

/** With all of these pg asks for a certificate, and refuses one that nobody vouches for. */
const VERIFIED = new Set(['require', 'verify-ca', 'verify-full']);

export const toPostgres: Connection = {
  remedy: 'add ?sslmode=verify-full',
  isSafe(address) {
    // pg takes an address without a host, which URL refuses.
    const url = parsed(address) ?? parsed(address.replace('@/', '@unnamed/'));
    if (url === null) return false;
    const host = url.searchParams.getAll('host').at(-1) ?? url.hostname;
    return isHere(host) || VERIFIED.has(url.searchParams.getAll('sslmode').at(-1) ?? '');
  },
};

export const toRedis = byScheme('rediss:');
export const toNats = byScheme('tls:');

function byScheme(safe: string): Connection {
  return {
    remedy: `use ${safe}//`,
    isSafe(address) {
      const url = parsed(address);
      return url !== null && (url.protocol === safe || isHere(url.hostname));
    },
  };
}

/** A loopback address, or the path of a socket. */
function isHere(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?|(\/|%2f).*)$/i.test(host);
}

function parsed(address: string): URL | null {
  return URL.canParse(address) ? new URL(address) : null;
}
