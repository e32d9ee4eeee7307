const LONGEST = 254;
const LONGEST_LOCAL_PART = 64;
const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
const ADDRESS = new RegExp(`^(${ATOM}(?:\\.${ATOM})*)@${LABEL}(?:\\.${LABEL})*$`);

/**
 * Whether this is one plain address in ASCII: no name, no quotes, no list, no comment, no line break. Everything else
 * could make a mail library or a server send to somebody else as well.
 */
export function isPlainAddress(text: string): boolean {
  if (text.length > LONGEST) return false;
  const localPart = ADDRESS.exec(text)?.[1];
  return localPart !== undefined && localPart.length <= LONGEST_LOCAL_PART;
}
