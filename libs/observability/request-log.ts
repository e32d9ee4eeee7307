import type { WaitCause } from './request-context.js';

/** The line of a request. None of its fields can hold a secret, so that nobody looks for one. */
export interface RequestLine extends WaitFields {
  request_id: string;
  trace_id: string | undefined;
  method: string;
  /** The pattern of its route, never the path. */
  route: string;
  status: number;
  duration_ms: number;
}

/** One field each, which a log store can filter by. */
type WaitFields = Partial<Record<`waited_${WaitCause}_ms`, number>>;

type Write = (line: RequestLine, message: 'request') => void;

/**
 * Writes lines of requests where the other lines go. They say themselves whose they are, and are as they come: what other
 * lines are searched for, and given, costs more than all the rest of a line.
 */
export interface RequestLog {
  debug: Write;
  info: Write;
  warn: Write;
}
