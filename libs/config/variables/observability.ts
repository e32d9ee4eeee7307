import { z } from 'zod';
import { share } from '../parsers.js';
import { variable } from '../variable.js';

/** Logs and traces. */
export const observabilityVariables = {
  LOG_LEVEL: variable({
    description: 'Minimum severity of log lines.',
    schema: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
    default: 'info',
  }),
  LOG_FORMAT: variable({
    description: 'Format of log lines. `auto`: `pretty` on a terminal, `json` elsewhere.',
    schema: z.enum(['auto', 'json', 'pretty']),
    default: 'auto',
  }),
  OTEL_EXPORTER_OTLP_ENDPOINT: variable({
    description:
      'Collector of traces by OTLP over HTTP, as `http://collector:4318`; `/v1/traces` is appended. Unset: tracing is off.',
    schema: z
      .string()
      .regex(/^https?:\/\/[^@?#]+$/, 'must be an http:// or https:// address')
      .transform((url) => url.replace(/\/+$/, ''))
      .optional(),
  }),
  OTEL_TRACES_SAMPLER_ARG: variable({
    description: 'Share of traces to keep, from 0 to 1.',
    schema: share,
    default: '1',
  }),
};
