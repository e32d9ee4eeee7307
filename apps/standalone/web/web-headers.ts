import { contentPolicy } from '../../core/http/security-headers.js';

/** Only Svelte's trusted types policy may create HTML: https://developer.mozilla.org/docs/Web/HTTP/Guides/CSP */
export const CONTENT_POLICY = contentPolicy(
  [
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "font-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
  ],
  'svelte-trusted-html',
);

/** Pages are never stored; a file with a hash in its name never changes. */
export const CACHING = { page: 'no-store', hashed: 'public, max-age=31536000, immutable', other: 'no-cache' };
