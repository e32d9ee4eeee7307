/** Scheme of the public address. Behind a proxy that ends TLS, requests arrive by HTTP. */
export type PublicScheme = 'http' | 'https';

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

/** Allows the given sources only, no framing, and HTML only by the given trusted types policies. */
export function contentPolicy(sources: readonly string[], trustedTypes = "'none'"): string {
  return [
    "default-src 'none'",
    ...sources,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    `trusted-types ${trustedTypes}`,
  ].join('; ');
}

/** Headers of every response; infra/caddy/Caddyfile repeats them: https://owasp.org/www-project-secure-headers/ */
export function securityHeaders(scheme: PublicScheme, hsts: string): Record<string, string> {
  return {
    'cache-control': 'no-store',
    'content-security-policy': contentPolicy([]),
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': PERMISSIONS_POLICY,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-robots-tag': 'noindex',
    // By HTTP on loopback, it would lock out other programs.
    ...(scheme === 'https' && { 'strict-transport-security': hsts }),
  };
}

export function publicSchemeOf(url: string): PublicScheme {
  return url.startsWith('https:') ? 'https' : 'http';
}
