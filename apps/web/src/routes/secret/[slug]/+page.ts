// Slugs are not known at build time: notes share the fallback page, which the browser renders.
export const prerender = false;
export const ssr = false;
