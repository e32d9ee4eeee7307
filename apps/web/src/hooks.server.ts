import type { Handle } from '@sveltejs/kit';
import { m } from '$lib/paraglide/messages.js';

/** In the template, since the page of a note is made in the browser and would stay empty without JavaScript. */
export const handle: Handle = ({ event, resolve }) =>
  resolve(event, { transformPageChunk: ({ html }) => html.replace('%onasty.noscript%', m.noscript()) });
