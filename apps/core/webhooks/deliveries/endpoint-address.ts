import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { addressesIn } from '../../http/requests/client-address.js';
import { EndpointRefusedError } from './endpoint-refused.error.js';

export interface ResolvedAddress {
  address: string;
  family: number;
}

export type Resolve = (hostname: string) => Promise<ResolvedAddress[]>;

export interface EndpointRules {
  allowsHttp: boolean;
  /** Networks of the operator that endpoints may be in although they are not public. */
  allowedNetworks: readonly string[];
}

const resolveBySystem: Resolve = (hostname) => lookup(hostname, { all: true, verbatim: true });

/** The only addresses that a delivery may connect to: an attacker chooses the URL (server-side request forgery). */
export class EndpointAddresses {
  private readonly isAllowed: (address: string) => boolean;

  constructor(
    private readonly rules: EndpointRules,
    private readonly resolve: Resolve = resolveBySystem,
  ) {
    this.isAllowed = addressesIn(rules.allowedNetworks);
  }

  /** Rejects what no resolution would make acceptable. @throws {EndpointRefusedError} */
  check(text: string): URL {
    if (!URL.canParse(text)) throw new EndpointRefusedError('is not a URL');
    const url = new URL(text);
    if (url.protocol !== 'https:' && !(this.rules.allowsHttp && url.protocol === 'http:'))
      throw new EndpointRefusedError('must begin with https://');
    if (url.username !== '' || url.password !== '')
      throw new EndpointRefusedError('must not contain credentials');
    const literal = literalOf(url);
    if (literal !== null) this.checkAddress(literal);
    return url;
  }

  /** Resolves the name once. A later response of its name server changes nothing. @throws {EndpointRefusedError} */
  async find(url: URL): Promise<ResolvedAddress[]> {
    const literal = literalOf(url);
    const found =
      literal === null ? await this.resolve(url.hostname) : [{ address: literal, family: isIP(literal) }];
    if (found.length === 0) throw new EndpointRefusedError('has no address');
    for (const { address } of found) this.checkAddress(address);
    return found;
  }

  private checkAddress(address: string): void {
    if (!isPublic(address) && !this.isAllowed(address))
      throw new EndpointRefusedError('is in a network that this server does not call');
  }
}

function literalOf({ hostname }: URL): string | null {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1');
  return isIP(bare) === 0 ? null : bare;
}

function isPublic(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  return ipaddr.process(text).range() === 'unicast';
}
