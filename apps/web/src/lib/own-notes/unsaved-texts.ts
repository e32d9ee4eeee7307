/** Unsaved texts by slug. They outlive a session that ends while the author is typing. */
export const unsavedTexts = new Map<string, string>();
