export { EphemeralState, type RedisState } from './ephemeral-state.js';
export { MemoryEphemeralStore } from './memory.ephemeral-store.js';
export type { Quota, RequestLimiter, RateLimitResult } from './request-limiter.js';
export type { EphemeralStore } from './ephemeral-store.js';
