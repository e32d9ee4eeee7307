const MAX_LENGTH = 254;
const MAX_LOCAL_PART_LENGTH = 64;
const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const LOCAL_PART = new RegExp(`^${ATOM}(?:\\.${ATOM})*$`);
const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
/** A numeric last label would be an IPv4 address (RFC 3696, section 2). */
const DOMAIN = new RegExp(`^(?:${LABEL}\\.)*(?!\\d+$)${LABEL}$`);
/** IDNA maps invisible characters to nothing, so only letters, marks, digits, hyphens and full stops pass. */
const TYPED_DOMAIN = /^[\p{L}\p{M}\p{N}.\u3002\uff0e\uff61-]+$/u;
const FULL_STOP = /[.\u3002\uff0e\uff61]/;
const SURROUNDING_SPACE = /^[ \t\u00a0]+|[ \t\u00a0]+$/g;

/**
 * Returns the address that a mail is sent to: the local part as written, and the domain in lower-case ASCII (IDNA).
 * Returns null for anything but one plain address. Names, quotes, lists, comments and line breaks are rejected, since
 * a mail library or server could send to further addresses.
 *
 * @example
 * parseEmailAddress(' Ada@Bücher.example '); // 'Ada@xn--bcher-kva.example'
 */
export function parseEmailAddress(text: string): string | null {
  const typed = text.replace(SURROUNDING_SPACE, '');
  const at = typed.lastIndexOf('@');
  const localPart = typed.slice(0, Math.max(at, 0));
  const domain = asciiDomainOf(typed.slice(at + 1));
  if (domain === null || localPart.length > MAX_LOCAL_PART_LENGTH || !LOCAL_PART.test(localPart)) return null;
  const address = `${localPart}@${domain}`;
  return address.length > MAX_LENGTH ? null : address;
}

/** Returns the key by which spellings are one account; spellings that are no address have a key of their own. */
export function emailKey(text: string): string {
  return (parseEmailAddress(text) ?? text.trim()).toLowerCase();
}

function asciiDomainOf(typed: string): string | null {
  if (!TYPED_DOMAIN.test(typed) || typed.split(FULL_STOP).some(mixesScripts)) return null;
  const url = `http://${typed}`;
  const domain = URL.canParse(url) ? new URL(url).hostname : '';
  return DOMAIN.test(domain) ? domain : null;
}

/** A Latin word with a Cyrillic or Greek letter imitates another domain (UTS 39). */
function mixesScripts(label: string): boolean {
  return /\p{Script=Latin}/u.test(label) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(label);
}
