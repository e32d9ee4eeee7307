import type { Handle } from '@sveltejs/kit';
import { m } from '$lib/paraglide/messages.js';
import { getLocale, getTextDirection } from '$lib/paraglide/runtime.js';

export const handle: Handle = ({ event, resolve }) => {
  const noscript = event.route.id === '/secret/[[slug]]' ? m.noscript_reader() : m.noscript();
  return resolve(event, {
    transformPageChunk: ({ html }) =>
      html
        .replace('%onasty.lang%', getLocale())
        .replace('%onasty.dir%', getTextDirection())
        .replace('%onasty.noscript%', noscript)
        .replace('%onasty.unstyled%', m.unstyled())
        .replace('%onasty.load_failure_at_start%', m.load_failure_at_start())
        .replace('%onasty.load_failure_later%', m.load_failure_later())
        .replace('%onasty.reload%', m.reload()),
    preload: ({ type }) => type === 'js' || type === 'css' || type === 'font',
  });
};
