export { EphemeralState, type RedisState } from './ephemeral-state.js';
export type { FailureLimiter } from './failure-limiter.js';
export { MemoryEphemeralStore } from './memory.ephemeral-store.js';
export type { Quota, RequestLimiter } from './rate-limiter.js';
export type { RateLimitResult, WindowLimit, WindowUsage } from './window-limit.js';
export type { EphemeralStore } from './ephemeral-store.js';
export { observeRedis } from './redis.metrics.js';
