import { contentPolicy } from '../../core/http/security-headers.js';

/** Svelte's policy creates HTML, SvelteKit's registers the service worker. */
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
  'svelte-trusted-html sveltekit-trusted-url',
);

/** Pages are never stored; a file with a hash in its name never changes. */
export const CACHING = { page: 'no-store', hashed: 'public, max-age=31536000, immutable', other: 'no-cache' };

/** A hashed file is never a document, for which these would be bytes of every script and style. */
const DOCUMENT_HEADERS = [
  'content-security-policy',
  'cross-origin-embedder-policy',
  'cross-origin-opener-policy',
  'permissions-policy',
  'referrer-policy',
  'x-request-id',
  'x-robots-tag',
];
const INDEXED_PAGES = new Set(['index.html', 'about.html']);

export function needlessHeaders(file: string, caching: string): string[] {
  if (caching === CACHING.hashed) return DOCUMENT_HEADERS;
  return INDEXED_PAGES.has(file) ? ['x-robots-tag'] : [];
}
