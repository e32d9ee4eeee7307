/**
 * What is being written into notes, by slug, until it is saved or given up: it outlives the end of a session, after which
 * its author signs in again. In memory alone, and gone with the tab.
 */
export const unsavedTexts = new Map<string, string>();
