export interface PageOptions {
  /** 1 to 200; 50 by default. */
  limit?: number | undefined;
  /** `next` of the page before. */
  cursor?: string | undefined;
}

export function pagePath(path: string, { limit, cursor }: PageOptions): string {
  const query = new URLSearchParams({
    ...(limit !== undefined && { limit: String(limit) }),
    ...(cursor !== undefined && { cursor }),
  }).toString();
  return query === '' ? path : `${path}?${query}`;
}

/** Parses `</api/v1/note?cursor=…>; rel="next"` (RFC 8288). */
export function nextCursorOf(headers: Headers): string | null {
  const [, target] = /<([^>]*)>\s*;\s*rel="?next"?/.exec(headers.get('link') ?? '') ?? [];
  return target === undefined ? null : new URL(target, 'http://any').searchParams.get('cursor');
}
