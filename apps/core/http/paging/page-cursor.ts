import { z } from 'zod';

export interface PageCursor {
  createdAt: Date;
  id: string;
}

const BASE64URL = /^[A-Za-z0-9_-]{1,200}$/;
const parts = z.tuple([z.iso.datetime().transform((text) => new Date(text)), z.uuid()]);

export function encodeCursor({ createdAt, id }: PageCursor): string {
  return Buffer.from(`${createdAt.toISOString()} ${id}`).toString('base64url');
}

export function decodeCursor(text: string): PageCursor | null {
  if (!BASE64URL.test(text)) return null;
  const decoded = parts.safeParse(Buffer.from(text, 'base64url').toString().split(' '));
  if (!decoded.success) return null;
  const [createdAt, id] = decoded.data;
  return { createdAt, id };
}
