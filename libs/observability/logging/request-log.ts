import type { WaitCause } from '../tracing/request-context.js';

/** Log line of a request. No field can hold a secret. */
export interface RequestLine extends WaitFields {
  request_id: string;
  trace_id: string | undefined;
  method: string;
  /** Route pattern, never the path. */
  route: string;
  status: number;
  duration_ms: number;
}

type WaitFields = Partial<Record<`waited_${WaitCause}_ms`, number>>;

type Write = (line: RequestLine, message: 'request') => void;

/** Writes request lines without redaction and correlation, which cost more than the rest of a line. */
export interface RequestLog {
  debug: Write;
  info: Write;
  warn: Write;
}
