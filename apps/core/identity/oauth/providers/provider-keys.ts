import {
  compactVerify,
  createRemoteJWKSet,
  decodeProtectedHeader,
  errors,
  type CompactVerifyResult,
} from 'jose';
import { algorithmError } from './provider-problems.js';

const CACHE_MS = 300_000;
const TIMEOUT_MS = 5_000;

/** Public keys of a provider, read again for a token that they do not fit. Tokens come from the provider alone. */
export class ProviderKeys {
  private readonly keys;

  constructor(url: URL) {
    const settings = { cooldownDuration: 0, cacheMaxAge: CACHE_MS, timeoutDuration: TIMEOUT_MS };
    this.keys = createRemoteJWKSet(url, settings);
  }

  async verify(token: string): Promise<Uint8Array> {
    const { alg = 'none' } = decodeProtectedHeader(token);
    if (/^(HS|none)/.test(alg)) throw algorithmError(alg, 'an algorithm with a public key');
    try {
      return (await this.verifyWithAny(token)).payload;
    } catch (error) {
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw error;
      // The provider may have replaced a key under the same key id, or without one.
      await this.keys.reload();
      return (await this.verifyWithAny(token)).payload;
    }
  }

  private async verifyWithAny(token: string): Promise<CompactVerifyResult> {
    try {
      return await compactVerify(token, this.keys);
    } catch (error) {
      if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
      return verifyWithOneOf(token, error);
    }
  }
}

async function verifyWithOneOf(
  token: string,
  keys: errors.JWKSMultipleMatchingKeys,
): Promise<CompactVerifyResult> {
  for await (const key of keys) {
    const verified = await compactVerify(token, key).catch((error: unknown) => {
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw error;
      return null;
    });
    if (verified !== null) return verified;
  }
  throw new errors.JWSSignatureVerificationFailed();
}
