import { m } from '../paraglide/messages.js';
import type { ReadingState } from './reading-state.js';

export const headings: Record<ReadingState['state'], () => string> = {
  loading: m.reading_title,
  unopened: m.waiting_title,
  opening: m.waiting_title,
  open: m.open_title,
  done: m.done_title,
  already_read: m.already_read_title,
  expired: m.expired_title,
  locked: m.locked_title,
  damaged: m.damaged_title,
  nameless: m.nameless_title,
  mismatch: m.mismatch_title,
  not_found: m.not_found_title,
  unreadable: m.unreadable_title,
  insecure: m.insecure_title,
  rate_limited: m.rate_limited_title,
  unreachable: m.unreachable_title,
  server_down: m.server_down_title,
};
