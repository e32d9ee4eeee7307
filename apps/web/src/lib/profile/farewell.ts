/** How somebody left their account by a button of this page. */
export type Leaving = { kind: 'signed-out' | 'signed-out-everywhere' } | { kind: 'deleted'; email: string };
