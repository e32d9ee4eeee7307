import { Counter } from 'prom-client';
import { registry } from '../metrics/registry.js';

export const droppedLines = new Counter({
  name: 'onasty_log_lines_dropped_total',
  help: 'Lines of output that nothing read.',
  registers: [registry],
});
