import { decodeEscapes, parseLinkSecret } from '#libs/note-crypto';

type NoteLinkErrorCode = 'link.malformed' | 'link.mismatch' | 'link.other_server';

const messages: Record<NoteLinkErrorCode, string> = {
  'link.malformed': 'This is not a link to a note.',
  'link.mismatch': 'The link has a key, but the note on the server is not sealed.',
  'link.other_server': 'The link belongs to another server.',
};

/** Link that leads to no note that it could have been created for. Decide by `code`, which is stable. */
export class NoteLinkError extends Error {
  override readonly name = 'NoteLinkError';

  constructor(readonly code: NoteLinkErrorCode) {
    super(messages[code]);
  }
}

/** Parts of `https://notes.example/secret/<slug>#<link secret>`. */
export interface NoteLink {
  server: string;
  slug: string;
  /** Null in the link of a plain note. */
  linkSecret: string | null;
}

const linkForm = /(https?:\/\/[^\s/?#<>"]+)\/+secret\/+([\w-]{1,255})(?![\w-])([^]*)$/i;

/** Slug that a line break splits, with the marks of a quotation. */
const wrappedSlug = /(\/secret\/+)([\w-]+(?:\s*\n[>\s]*[\w-]+)+)(?=\s*#)/i;
/** The length of a generated slug is known, so that its key is found although the # has vanished or has been replaced. */
const withoutHash = /^([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})(?:[/\s&=.%]|(?:25)*23)*([\w-]{43})(?![\w-])/;

/**
 * Parses a link, also between other characters, wrapped into lines, or without its #.
 * @throws {NoteLinkError}
 * @throws {EnvelopeError} `link.incomplete`
 */
export function parseNoteLink(text: string): NoteLink {
  const whole = decodeEscapes(text).replace(
    wrappedSlug,
    (_, start: string, slug: string) => start + slug.replaceAll(/[^\w-]/g, ''),
  );
  const [, address = '', slug, rest = ''] = linkForm.exec(whole) ?? [];
  if (slug === undefined || !URL.canParse(address)) throw new NoteLinkError('link.malformed');
  const server = new URL(address).origin;
  const fragment = rest.indexOf('#');
  if (fragment !== -1) return { server, slug, linkSecret: parseLinkSecret(rest.slice(fragment)) };
  const [, generated, key] = withoutHash.exec(slug + rest) ?? [];
  if (generated === undefined || key === undefined) return { server, slug, linkSecret: null };
  return { server, slug: generated, linkSecret: parseLinkSecret(key) };
}

export function formatNoteLink({ server, slug, linkSecret }: NoteLink): string {
  const address = `${new URL(server).origin}/secret/${encodeURIComponent(slug)}`;
  return linkSecret === null ? address : `${address}#${linkSecret}`;
}
