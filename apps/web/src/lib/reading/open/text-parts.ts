export interface TextPart {
  text: string;
  href: string | null;
}

// Invisible characters and marks of writing direction could disguise where a link leads.
const LINK =
  /\b(?:https?:\/\/|mailto:)[^\s<>"'`\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/gi;
const MAX_LINKS = 1_000;
const BRACKETS: Record<string, string> = { ')': '(', ']': '[', '}': '{' };

export function textParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  let links = 0;
  for (const { 0: match, index } of text.matchAll(LINK)) {
    const href = withoutPunctuation(match);
    if (!isLink(href)) continue;
    if (index > end) parts.push({ text: text.slice(end, index), href: null });
    parts.push({ text: href, href });
    end = index + href.length;
    if (++links === MAX_LINKS) break;
  }
  if (end < text.length) parts.push({ text: text.slice(end), href: null });
  return parts;
}

function withoutPunctuation(link: string): string {
  let end = link.length;
  while (end > 0 && isPunctuation(link.slice(0, end))) end--;
  return link.slice(0, end);
}

function isPunctuation(link: string): boolean {
  const last = link.at(-1) ?? '';
  const opening = BRACKETS[last];
  if (opening === undefined) return /[.,;:!?…*]/.test(last);
  return link.split(last).length > link.split(opening).length;
}

function isLink(href: string): boolean {
  if (!URL.canParse(href)) return false;
  const { protocol, hostname, pathname } = new URL(href);
  return protocol === 'mailto:' ? pathname.includes('@') : hostname !== '';
}
