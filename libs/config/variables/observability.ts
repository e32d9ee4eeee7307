import { httpUrl, oneOf, share } from '../parsers.js';
import { variable } from '../variable.js';

/** Logs and traces. */
export const observabilityVariables = {
  LOG_LEVEL: variable({
    description: 'Minimum severity of log lines.',
    schema: oneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'),
    default: 'info',
  }),
  LOG_FORMAT: variable({
    description: 'Format of log lines. `auto`: `pretty` on a terminal, `json` elsewhere.',
    schema: oneOf('auto', 'json', 'pretty'),
    default: 'auto',
  }),
  OTEL_EXPORTER_OTLP_ENDPOINT: variable({
    description:
      'Collector of traces by OTLP over HTTP, as `http://collector:4318`; `/v1/traces` is appended. Unset: tracing is off.',
    schema: httpUrl.transform((url) => url.replace(/\/+$/, '')).optional(),
  }),
  OTEL_TRACES_SAMPLER_ARG: variable({
    description: 'Share of traces to keep, from 0 to 1.',
    schema: share,
    default: '1',
    needs: ['OTEL_EXPORTER_OTLP_ENDPOINT'],
  }),
};
