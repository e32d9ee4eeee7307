export { MemoryShortLivedStore } from './memory.short-lived-store.js';
export {
  createRequestLimiter,
  createSlowLimiter,
  type RequestLimiter,
  type RequestVerdict,
} from './request-limiter.js';
export type { ShortLivedStore } from './short-lived-store.js';
