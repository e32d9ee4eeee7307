export {
  createRequestLimiter,
  createSlowLimiter,
  type RequestLimiter,
  type RequestVerdict,
} from './request-limiter.js';
