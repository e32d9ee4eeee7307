/** Reason why something that was dropped or pasted is not in the note. */
export type Rejection =
  | { reason: 'several_files' | 'too_long' }
  | { reason: 'not_text' | 'picture' | 'too_big' | 'unreadable'; name: string };

export type HandedText = { text: string } | { rejection: Rejection };

const UTF_16_BYTES = 2;
const PICTURE = /^image\/(?!svg)/;

/** Reads one text file exactly. A file above the limit is not read. */
export async function readTextFile(files: readonly File[], maxBytes: number): Promise<HandedText> {
  const [file, ...others] = files;
  if (file === undefined || others.length > 0) return { rejection: { reason: 'several_files' } };
  const { name } = file;
  if (PICTURE.test(file.type)) return { rejection: { reason: 'picture', name } };
  if (file.size > maxBytes * UTF_16_BYTES) return { rejection: { reason: 'too_big', name } };
  const bytes = await file.arrayBuffer().catch(() => null);
  if (bytes === null) return { rejection: { reason: 'unreadable', name } };
  const text = decode(new Uint8Array(bytes));
  if (text === null) return { rejection: { reason: 'not_text', name } };
  return isTooLong(text, maxBytes) ? { rejection: { reason: 'too_big', name } } : { text };
}

function decode(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

function isTooLong(text: string, maxBytes: number): boolean {
  return text.length > maxBytes || new TextEncoder().encode(text).length > maxBytes;
}

/** Line endings as a text field has them, so that editing a note does not change them. */
export function withFieldLineEndings(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}
