import { beforeAll, describe, expect, it } from 'vitest';
import { createNote } from '../support/notes.js';
import { until } from '../support/until.js';
import { useCore } from '../support/world.js';
import { fieldsOf, logQueries } from './log-queries.js';

describe('questions to Loki', () => {
  // Nobody listens there, but lines have the id of their trace while traces are on.
  const world = useCore({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' });
  let line: Record<string, unknown> = {};
  const requestLine = () =>
    world()
      .core.log()
      .findLast(({ message }) => message === 'request');

  beforeAll(async () => {
    await createNote(world().core.http);
    await until('the request is logged', () => requestLine() !== undefined);
    line = requestLine() ?? {};
  });

  it.each(logQueries())('$where is LogQL, and each field that it names is in the log', ({ query }) => {
    expect(Object.keys(line)).toEqual(expect.arrayContaining([...fieldsOf(query)]));
  });

  it('would be refused with a fault in them', () => {
    expect(() => fieldsOf('{service="core"} | duration_ms >')).toThrow('no LogQL');
    expect(fieldsOf('sum by (route) (count_over_time({service="core"} | status >= 500 [1m]))')).toEqual(
      new Set(['route', 'service', 'status']),
    );
  });
});
