export { Cache, type RedisState } from './cache.js';
export { MemoryShortLivedStore } from './memory.short-lived-store.js';
export type { Allowance, RequestLimiter, RequestVerdict } from './request-limiter.js';
export type { ShortLivedStore } from './short-lived-store.js';
