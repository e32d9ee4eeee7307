import underPressure from '@fastify/under-pressure';
import type { FastifyInstance } from 'fastify';
import { OverloadedError } from './http.errors.js';
import { shedRequests } from './http.metrics.js';
import { isForApi } from './request-hooks.js';

/** On the average of a sample, which is so long that one pause of the machine is none. */
const MAX_EVENT_LOOP_DELAY_MS = 500;
const SAMPLE_MS = 2_000;

/**
 * Refuses requests of the API with 503 while each waits too long for its turn, so that those already taken end in time. A
 * processor that is busy all the time, but answers soon, refuses nobody.
 */
export async function shedLoad(fastify: FastifyInstance): Promise<void> {
  let listensSince = Infinity;
  fastify.addHook('onListen', (done) => {
    listensSince = performance.now();
    done();
  });
  await fastify.register(underPressure, {
    maxEventLoopDelay: MAX_EVENT_LOOP_DELAY_MS,
    sampleInterval: SAMPLE_MS,
    pressureHandler: async (request) => {
      // The first samples are of the start, which takes the processor for itself.
      const isStarting = performance.now() - listensSince < 2 * SAMPLE_MS;
      if (!isForApi(request) || isStarting) return;
      shedRequests.inc();
      throw new OverloadedError();
    },
  });
}
