export { createRequestLimiter, type RequestLimiter, type RequestVerdict } from './request-limiter.js';
