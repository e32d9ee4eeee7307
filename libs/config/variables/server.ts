import { z } from 'zod';
import {
  boolean,
  duration,
  host,
  integer,
  networks,
  oneOf,
  securityContact,
  singleLine,
  webOrigin,
  webOrigins,
} from '../parsers.js';
import { variable } from '../variable.js';

/** Addresses, ports and folders of the processes. */
export const serverVariables = {
  APP_ENV: variable({
    description: 'Kind of installation, named in logs only.',
    schema: oneOf('production', 'development', 'test'),
    default: 'production',
  }),
  HTTP_HOST: variable({
    description:
      'Address to listen on. By default, standalone accepts connections from its own machine only.',
    schema: host,
    default: { core: '0.0.0.0', mailer: '0.0.0.0', standalone: 'localhost' },
  }),
  HTTP_PORT: variable({
    description: 'Port to listen on. 0 selects a free port.',
    schema: integer(0, 65_535),
    default: { core: '3000', standalone: '3000' },
  }),
  METRICS_PORT: variable({
    description:
      'Port of `/metrics` for Prometheus. 0 selects a free port. Keep it unreachable from outside. Unset: metrics are not served.',
    schema: integer(0, 65_535).optional(),
    differsFrom: ['HTTP_PORT', 'MAILER_HEALTH_PORT'],
  }),
  METRICS_HOST: variable({
    description: 'Address on which METRICS_PORT and MAILER_HEALTH_PORT listen. Unset: HTTP_HOST.',
    schema: host.optional(),
    needsAny: ['METRICS_PORT', 'MAILER_HEALTH_PORT'],
  }),
  MAILER_HEALTH_PORT: variable({
    description:
      'Port on which the mailer serves `/health/live` and `/health/ready`. 0 selects a free port. Unset: not served. Core serves them on HTTP_PORT.',
    schema: integer(0, 65_535).optional(),
  }),
  SHUTDOWN_DELAY: variable({
    description:
      'Time for which a stopping core still accepts requests while `/health/ready` reports not ready. Set it longer than a load balancer needs to notice; at most 5s.',
    schema: duration('0', '5s'),
    default: { core: '3s', standalone: '0s' },
  }),
  TRUST_PROXY: variable({
    description:
      'Addresses or networks (CIDR) of reverse proxies, separated by commas. All other `X-Forwarded-For` values are ignored, and unset, all clients of a proxy share one rate limit. A network must contain proxies only, since any other client in it can invent addresses.',
    schema: networks,
    default: '',
  }),
  HSTS: variable({
    description:
      'Header `Strict-Transport-Security` of responses over HTTPS. `includeSubDomains` also binds every other host below this name, and `preload` cannot be taken back for months. `max-age=0` ends it.',
    schema: z
      .string()
      .regex(
        /^max-age=\d+(; includeSubDomains)?(; preload)?$/,
        'must be max-age=<seconds>, optionally with ; includeSubDomains and ; preload',
      ),
    default: 'max-age=63072000',
  }),
  CORS_ALLOWED_ORIGINS: variable({
    description: 'Other origins whose pages may call the API, separated by commas. `*` is rejected.',
    schema: webOrigins,
    default: '',
  }),
  FRONTEND_URL: variable({
    description:
      'Public URL of the web UI, used for links in mails. Unset in standalone: `http://localhost` with HTTP_PORT.',
    schema: webOrigin.optional(),
    requiredBy: ['core', 'mailer'],
  }),
  APP_URL: variable({
    description: 'Public URL of the API. Unset: FRONTEND_URL.',
    schema: webOrigin.optional(),
  }),
  API_DOCS_ENABLED: variable({
    description: 'Serves the documentation of the API at `/api/docs` and `/api/docs-json`.',
    schema: boolean,
    default: 'true',
  }),
  SECURITY_CONTACT: variable({
    description:
      'Email address or `https://` page for reports of vulnerabilities, in `/.well-known/security.txt`. Unset: 404.',
    schema: securityContact.optional(),
  }),
  APP_COMMIT: variable({
    description:
      'Commit that was built, shown in `/api/v1/instance`. Unset: the commit that the build found in Git.',
    schema: z
      .string()
      .regex(/^[0-9a-f]{7,40}$/, 'must be a commit hash')
      .optional(),
  }),
  DATA_DIR: variable({
    description:
      'Data folder of standalone, with its database and its secrets. Default of an installed package: `~/.local/share/onasty`, or `onasty` in XDG_DATA_HOME.',
    schema: singleLine(4_096),
    default: 'data',
  }),
};
