import { describe, expect, it } from 'vitest';
import { OverloadedError, TooManyRequestsError } from '../http.errors.js';
import { BodyMemory, bodyMemoryLimits } from './body-memory.js';

describe('memory of request bodies', () => {
  it('is limited for each client and in total', () => {
    const memory = new BodyMemory({ totalBytes: 250, clientBytes: 100 });
    memory.add('ada', 60);
    memory.add('ada', 40);
    expect(memory.add('ada', 1)).toBeInstanceOf(TooManyRequestsError);
    memory.add('bob', 100);
    expect(memory.add('cy', 60)).toBeInstanceOf(OverloadedError);
  });

  it('is available again after its release, and never more than it was', () => {
    const memory = new BodyMemory({ totalBytes: 100, clientBytes: 100 });
    memory.add('ada', 100);
    expect(memory.add('bob', 1)).toBeInstanceOf(OverloadedError);
    memory.release('ada', 100);
    memory.release('bob', 1);
    memory.add('bob', 100);
    expect(memory.add('ada', 1)).toBeInstanceOf(OverloadedError);
  });

  it.each([1_024, 3 * 2 ** 20, 192 * 2 ** 20])('fits a body of the maximum size %d', (bodyLimit) => {
    const memory = new BodyMemory(bodyMemoryLimits(bodyLimit, true));
    expect(memory.add('ada', bodyLimit)).toBeNull();
  });

  it('is limited in total only without rate limits', () => {
    expect(bodyMemoryLimits(1_024, false).clientBytes).toBe(Infinity);
  });
});
