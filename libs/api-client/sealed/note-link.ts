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

/** Parses a link, also between other characters. @throws {NoteLinkError} @throws {EnvelopeError} `link.incomplete` */
export function parseNoteLink(text: string): NoteLink {
  const [, address = '', slug, rest = ''] = linkForm.exec(decodeEscapes(text)) ?? [];
  if (slug === undefined || !URL.canParse(address)) throw new NoteLinkError('link.malformed');
  const fragment = rest.indexOf('#');
  const linkSecret = fragment === -1 ? null : parseLinkSecret(rest.slice(fragment));
  return { server: new URL(address).origin, slug, linkSecret };
}

export function formatNoteLink({ server, slug, linkSecret }: NoteLink): string {
  const address = `${new URL(server).origin}/secret/${encodeURIComponent(slug)}`;
  return linkSecret === null ? address : `${address}#${linkSecret}`;
}
