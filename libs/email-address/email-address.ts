const MAX_LENGTH = 254;
const MAX_LOCAL_PART_LENGTH = 64;
const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const LOCAL_PART = new RegExp(`^${ATOM}(?:\\.${ATOM})*$`);
const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const DOMAIN = new RegExp(`^(?:${LABEL}\\.)*(?!\\d+$)${LABEL}$`);
/** IDNA drops invisible characters. */
const TYPED_DOMAIN = /^[\p{L}\p{M}\p{N}.\u3002\uff0e\uff61-]+$/u;
const FULL_STOP = /[.\u3002\uff0e\uff61]/;
const SURROUNDING_SPACE = /^[ \t\u00a0]+|[ \t\u00a0]+$/g;

/** Returns the one plain address to send to, with its domain in ASCII (IDNA), or null. */
export function parseEmailAddress(text: string): string | null {
  const typed = text.replace(SURROUNDING_SPACE, '');
  const at = typed.lastIndexOf('@');
  const localPart = typed.slice(0, Math.max(at, 0));
  const domain = asciiDomainOf(typed.slice(at + 1));
  if (domain === null || localPart.length > MAX_LOCAL_PART_LENGTH || !LOCAL_PART.test(localPart)) return null;
  const address = `${localPart}@${domain}`;
  return address.length > MAX_LENGTH ? null : address;
}

export function emailKey(text: string): string {
  return (parseEmailAddress(text) ?? text.trim()).toLowerCase();
}

function asciiDomainOf(typed: string): string | null {
  if (!TYPED_DOMAIN.test(typed) || typed.split(FULL_STOP).some(imitatesLatin)) return null;
  const url = `http://${typed}`;
  const domain = URL.canParse(url) ? new URL(url).hostname : '';
  return DOMAIN.test(domain) ? domain : null;
}

function imitatesLatin(label: string): boolean {
  return /\p{Script=Latin}/u.test(label) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(label);
}
