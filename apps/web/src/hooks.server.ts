import type { Handle } from '@sveltejs/kit';
import { m } from '$lib/paraglide/messages.js';
import { getLocale, getTextDirection } from '$lib/paraglide/runtime.js';

/** Set in the template, because the page of a note is rendered in the browser and needs JavaScript. */
export const handle: Handle = ({ event, resolve }) =>
  resolve(event, {
    transformPageChunk: ({ html }) =>
      html
        .replace('%onasty.lang%', getLocale())
        .replace('%onasty.dir%', getTextDirection())
        .replace('%onasty.noscript%', m.noscript())
        .replace('%onasty.unstyled%', m.unstyled()),
    preload: ({ type }) => type === 'js' || type === 'css' || type === 'font',
  });
