import underPressure from '@fastify/under-pressure';
import type { FastifyInstance } from 'fastify';
import { OverloadedError } from '../http.errors.js';
import { shedRequests } from '../http.metrics.js';
import { isForApi } from './request-hooks.js';

/** Average over a sample, long enough that a single pause of the machine does not count. */
const MAX_EVENT_LOOP_DELAY_MS = 500;
const SAMPLE_MS = 2_000;

/** Rejects API requests with 503 while the event loop is late, so that accepted requests finish in time. */
export async function shedLoad(fastify: FastifyInstance): Promise<void> {
  let listeningSince = Infinity;
  fastify.addHook('onListen', (done) => {
    listeningSince = performance.now();
    done();
  });
  await fastify.register(underPressure, {
    maxEventLoopDelay: MAX_EVENT_LOOP_DELAY_MS,
    sampleInterval: SAMPLE_MS,
    pressureHandler: async (request) => {
      // The first samples measure the start of the process.
      const isStarting = performance.now() - listeningSince < 2 * SAMPLE_MS;
      if (!isForApi(request) || isStarting) return;
      shedRequests.inc();
      throw new OverloadedError();
    },
  });
}
