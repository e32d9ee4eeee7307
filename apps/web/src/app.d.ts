// SvelteKit looks for this file; the app declares no types of its own for it.
export {};
