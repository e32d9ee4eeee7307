import type { Handle } from '@sveltejs/kit';
import { m } from '$lib/paraglide/messages.js';

/** Set in the template, because the page of a note is rendered in the browser and needs JavaScript. */
export const handle: Handle = ({ event, resolve }) =>
  resolve(event, {
    transformPageChunk: ({ html }) =>
      html.replace('%onasty.noscript%', m.noscript()).replace('%onasty.unstyled%', m.unstyled()),
  });
