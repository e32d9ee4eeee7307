// Addresses of notes are not known beforehand: they share the fallback page, made in the browser.
export const prerender = false;
export const ssr = false;
