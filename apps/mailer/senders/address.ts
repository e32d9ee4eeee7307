const MAX_LENGTH = 254;
const MAX_LOCAL_PART_LENGTH = 64;
const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
const ADDRESS = new RegExp(`^(${ATOM}(?:\\.${ATOM})*)@${LABEL}(?:\\.${LABEL})*$`);

/** Rejects names, quotes, lists, comments and line breaks: a mail library or server could send to further addresses. */
export function isPlainAddress(text: string): boolean {
  if (text.length > MAX_LENGTH) return false;
  const localPart = ADDRESS.exec(text)?.[1];
  return localPart !== undefined && localPart.length <= MAX_LOCAL_PART_LENGTH;
}
