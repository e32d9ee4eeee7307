// Another server of these files must send the same headers: https://owasp.org/www-project-secure-headers/
/** Only Svelte's trusted types policy may create HTML: https://developer.mozilla.org/docs/Web/HTTP/Guides/CSP */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "font-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types svelte-trusted-html',
].join('; ');

const PERMISSIONS_POLICY = [
  'accelerometer=()',
  'camera=()',
  'display-capture=()',
  'geolocation=()',
  'gyroscope=()',
  'magnetometer=()',
  'microphone=()',
  'midi=()',
  'payment=()',
  'usb=()',
  'clipboard-write=(self)',
].join(', ');

const FILE_HEADERS = {
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};

/** Headers of documents, which include an SVG opened on its own. */
const PAGE_HEADERS = {
  ...FILE_HEADERS,
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'permissions-policy': PERMISSIONS_POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex',
};
const PAGE = /\.(html|svg)$/;

/** Two years, as https://hstspreload.org requires. */
const STRICT_TRANSPORT = 'max-age=63072000; includeSubDomains; preload';

/** Pages are never stored; a file with a hash in its name never changes. */
export const CACHING = { page: 'no-store', hashed: 'public, max-age=31536000, immutable', other: 'no-cache' };

/** HTTPS only: on loopback, HSTS would lock out other programs. */
export function webHeaders(file: string, isHttps: boolean): Record<string, string> {
  const headers = PAGE.test(file) ? PAGE_HEADERS : FILE_HEADERS;
  return isHttps ? { ...headers, 'strict-transport-security': STRICT_TRANSPORT } : headers;
}
