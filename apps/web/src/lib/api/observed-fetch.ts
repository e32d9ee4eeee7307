import { serverClock } from '../server-clock.js';

/** Responses of the API are never cached, so their `Date` is the time of the server. */
export const observedFetch: typeof fetch = async (input, init) => {
  const sentAt = Date.now();
  const response = await fetch(input, init);
  serverClock.observe(response.headers.get('date'), sentAt);
  return response;
};
