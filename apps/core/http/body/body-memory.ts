import { OverloadedError, TooManyRequestsError } from '../http.errors.js';
import { countLimited, shedRequests } from '../http.metrics.js';

export interface BodyMemoryLimits {
  totalBytes: number;
  clientBytes: number;
}

const MIB = 1_024 * 1_024;
/** An eighth of a container's memory (deploy/compose.yml): parsing needs several times as much. */
const TOTAL_BYTES = 64 * MIB;
const CLIENT_BYTES = 16 * MIB;
const RETRY_AFTER_SECONDS = 1;

/** Enough for the largest body, whatever its limit. */
export function bodyMemoryLimits(bodyLimit: number, isClientLimited: boolean): BodyMemoryLimits {
  return {
    totalBytes: Math.max(TOTAL_BYTES, 2 * bodyLimit),
    clientBytes: isClientLimited ? Math.max(CLIENT_BYTES, bodyLimit) : Infinity,
  };
}

/** Bounds what all request bodies take together, since a client may send many at once, and slowly. */
export class BodyMemory {
  private totalBytes = 0;
  private readonly clientBytes = new Map<string, number>();

  constructor(private readonly limits: BodyMemoryLimits) {}

  /** Counts received bytes. Returns an error if they exceed a limit. */
  add(client: string, bytes: number): TooManyRequestsError | OverloadedError | null {
    this.change(client, bytes);
    if ((this.clientBytes.get(client) ?? 0) > this.limits.clientBytes) {
      countLimited('body_bytes');
      return new TooManyRequestsError(RETRY_AFTER_SECONDS);
    }
    if (this.totalBytes > this.limits.totalBytes) {
      shedRequests.inc();
      return new OverloadedError();
    }
    return null;
  }

  release(client: string, bytes: number): void {
    this.change(client, -bytes);
  }

  private change(client: string, bytes: number): void {
    this.totalBytes += bytes;
    const ofClient = (this.clientBytes.get(client) ?? 0) + bytes;
    if (ofClient === 0) this.clientBytes.delete(client);
    else this.clientBytes.set(client, ofClient);
  }
}
