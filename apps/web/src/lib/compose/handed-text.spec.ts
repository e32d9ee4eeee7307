import { describe, expect, it, vi } from 'vitest';
import { readTextFile, withFieldLineEndings } from './handed-text.js';

const MAX_BYTES = 100;
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d];

function file(content: string | readonly number[], name = 'a.txt', type = 'text/plain'): File {
  return new File([typeof content === 'string' ? content : Uint8Array.from(content)], name, { type });
}

function utf16(text: string, order: 'le' | 'be'): number[] {
  const bytes = [...Buffer.from(`\ufeff${text}`, 'utf16le')];
  return order === 'le' ? bytes : [...Buffer.from(bytes).swap16()];
}

const TEXT = 'Grüße 🔥 \u202eabc\u202c\tn\u0303 ñ';

describe('readTextFile', () => {
  it.each([
    ['UTF-8', file(TEXT)],
    ['UTF-8 with a byte order mark', file(`\ufeff${TEXT}`)],
    ['UTF-16, little-endian', file(utf16(TEXT, 'le'))],
    ['UTF-16, big-endian', file(utf16(TEXT, 'be'))],
    ['UTF-8 of an unknown type', file(TEXT, 'a.log', '')],
    ['UTF-8 in an SVG picture', file(TEXT, 'a.svg', 'image/svg+xml')],
  ])('reads %s', async (_, textFile) => {
    expect(await readTextFile([textFile], MAX_BYTES)).toEqual({ text: TEXT });
  });

  it('reads a file that just fits, in either encoding', async () => {
    const text = 'x'.repeat(MAX_BYTES);
    expect(await readTextFile([file(text)], MAX_BYTES)).toEqual({ text });
    expect(await readTextFile([file(utf16(text.slice(1), 'le'))], MAX_BYTES)).toEqual({
      text: text.slice(1),
    });
  });

  it.each([
    ['a picture', file(PNG, 'a.png', 'image/png'), 'picture'],
    ['a picture of unknown type', file(PNG, 'a.png', ''), 'not_text'],
    ['a program', file([0x7f, 0x45, 0x4c, 0x46, 0, 0], 'a.png', ''), 'not_text'],
    ['Latin-1', file([0x47, 0x72, 0xfc, 0xdf, 0x65], 'a.png'), 'not_text'],
    ['UTF-16 without a byte order mark', file(utf16(TEXT, 'le').slice(2), 'a.png'), 'not_text'],
    ['UTF-16 that ends within a character', file(utf16(TEXT, 'le').slice(0, -1), 'a.png'), 'not_text'],
    ['a text above the limit', file('x'.repeat(MAX_BYTES + 1), 'a.png'), 'too_big'],
    ['a text above the limit in UTF-8 only', file('ü'.repeat(MAX_BYTES / 2 + 1), 'a.png'), 'too_big'],
  ])('rejects %s by name', async (_, rejected, reason) => {
    expect(await readTextFile([rejected], MAX_BYTES)).toEqual({ rejection: { reason, name: 'a.png' } });
  });

  it('rejects several files', async () => {
    const files = [file('one'), file('two')];
    expect(await readTextFile(files, MAX_BYTES)).toEqual({ rejection: { reason: 'several_files' } });
  });

  it('rejects a large file without reading it', async () => {
    const large = file('x'.repeat(3 * MAX_BYTES));
    const read = vi.spyOn(large, 'arrayBuffer');
    expect(await readTextFile([large], MAX_BYTES)).toEqual({
      rejection: { reason: 'too_big', name: 'a.txt' },
    });
    expect(read).not.toHaveBeenCalled();
  });

  it('rejects what cannot be read, such as a folder', async () => {
    const folder = file('', 'folder', '');
    vi.spyOn(folder, 'arrayBuffer').mockRejectedValue(new DOMException('not found', 'NotFoundError'));
    expect(await readTextFile([folder], MAX_BYTES)).toEqual({
      rejection: { reason: 'unreadable', name: 'folder' },
    });
  });
});

describe('withFieldLineEndings', () => {
  it.each([
    ['a\r\nb\r\n', 'a\nb\n'],
    ['a\rb', 'a\nb'],
    ['a\n\r\n\rb', 'a\n\n\nb'],
  ])('converts %j', (text, converted) => {
    expect(withFieldLineEndings(text)).toBe(converted);
  });
});
