/** Link of a created note. A type alias, because interfaces are not assignable to JSON types. */
export type NoteLink = {
  slug: string;
  url: string;
  linkSecret: string;
  password: string;
  label: string;
  /** RFC 3339, from the response of the server; null for never. */
  expiresAt: string | null;
  reusable: boolean;
  inAccount: boolean;
  /** False if the browser did not copy the link, null until it has reported that. */
  copied: boolean | null;
};

export function fullLink({ url, linkSecret }: NoteLink): string {
  return `${url}#${linkSecret}`;
}

export function parseNoteLinks(value: unknown): NoteLink[] {
  return Array.isArray(value) ? value.filter(isNoteLink) : [];
}

function isNoteLink(value: unknown): value is NoteLink {
  if (typeof value !== 'object' || value === null) return false;
  const link: Partial<Record<keyof NoteLink, unknown>> = value;
  const texts = [link.slug, link.url, link.linkSecret, link.password, link.label];
  return (
    texts.every((text) => typeof text === 'string') &&
    (link.expiresAt === null || typeof link.expiresAt === 'string') &&
    typeof link.reusable === 'boolean' &&
    typeof link.inAccount === 'boolean' &&
    (link.copied === null || typeof link.copied === 'boolean')
  );
}
