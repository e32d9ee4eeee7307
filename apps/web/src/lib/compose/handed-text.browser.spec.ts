import { describe, expect, it } from 'vitest';
import { handFiles, type HandedFile } from '../../../testing/files/handed-files.js';
import { useWebsite } from '../../../testing/use-website.js';
import type { Visitor } from '../../../testing/visitor.js';

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d];

const TEXT_FILE: HandedFile = {
  name: 'a.txt',
  type: 'text/plain',
  content: 'from a file\r\nwith two lines\r\n',
};
const PICTURE: HandedFile = { name: 'photo.png', type: 'image/png', content: PNG };
const PROGRAM: HandedFile = { name: 'a.out', type: '', content: [0x7f, 0x45, 0x4c, 0x46, 0, 1] };

const website = useWebsite();

async function formWith(text: string): Promise<Visitor> {
  const visitor = await website.visitor();
  await visitor.compose(text);
  return visitor;
}

describe('file that is dropped on the page', () => {
  it('is added to the note', async () => {
    const visitor = await formWith('before: ');
    await handFiles(visitor, 'drop', [TEXT_FILE]);
    await expect
      .poll(() => visitor.field('Your note').inputValue())
      .toBe('before: from a file\nwith two lines\n');
  });

  it('has the same line endings, whether the note is edited after it or not', async () => {
    for (const key of ['', 'x']) {
      const visitor = await formWith('');
      await handFiles(visitor, 'drop', [TEXT_FILE]);
      await visitor.page.waitForFunction(() => document.querySelector('textarea')?.value !== '');
      if (key !== '') await visitor.field('Your note').press(key);
      await visitor.press('Create link');
      expect(await visitor.read(await visitor.link())).toBe(`from a file\nwith two lines\n${key}`);
    }
  });

  it.each<[string, HandedFile[], string]>([
    ['a picture', [PICTURE], 'photo.png is a picture.'],
    ['a program', [PROGRAM], "a.out isn't a text file"],
    ['several files', [TEXT_FILE, PROGRAM], 'Add one file at a time.'],
    ['a file of 3 MB', [{ ...TEXT_FILE, content: 'x'.repeat(3_000_000) }], 'a.txt is too big.'],
  ])('is rejected by name if it is %s, and the note is unchanged', async (_, files, message) => {
    const visitor = await formWith('as it was');
    await handFiles(visitor, 'drop', files);
    await visitor.page.getByRole('alert').filter({ hasText: message }).waitFor();
    expect(await visitor.field('Your note').inputValue()).toBe('as it was');
    await visitor.field('Your note').press('End');
    await visitor.page.keyboard.type('!');
    await visitor.page.getByRole('alert').filter({ hasText: message }).waitFor({ state: 'detached' });
  });

  it('is shown where to go, until it is dropped', async () => {
    const visitor = await formWith('');
    const target = visitor.page.getByText('Drop a text file to add it to your note');
    await handFiles(visitor, 'dragover', [TEXT_FILE]);
    await target.waitFor();
    const box = await target.locator('..').boundingBox();
    const { width, height } = visitor.page.viewportSize() ?? { width: 0, height: 0 };
    expect(box?.width).toBeGreaterThan(width * 0.9);
    expect(box?.height).toBeGreaterThan(height * 0.9);
    await handFiles(visitor, 'drop', [TEXT_FILE]);
    await target.waitFor({ state: 'detached' });
  });
});

describe('paste into the note', () => {
  it('of a picture is explained', async () => {
    const visitor = await formWith('as it was');
    await visitor.field('Your note').focus();
    await handFiles(visitor, 'paste', [PICTURE]);
    await visitor.page.getByRole('alert').filter({ hasText: 'photo.png is a picture.' }).waitFor();
    expect(await visitor.field('Your note').inputValue()).toBe('as it was');
  });

  it('of more than fits is rejected at once', async () => {
    const visitor = await formWith('as it was');
    await visitor.page.evaluate((text) => navigator.clipboard.writeText(text), 'x'.repeat(2_000_000));
    await visitor.field('Your note').press('Control+V');
    await visitor.page.getByRole('alert').filter({ hasText: "That's too long." }).waitFor();
    expect(await visitor.field('Your note').inputValue()).toBe('as it was');
  });

  it('of a text with every kind of line ending is the same as typed', async () => {
    const visitor = await formWith('');
    await visitor.page.evaluate((text) => navigator.clipboard.writeText(text), 'a\r\nb\nc\td');
    await visitor.field('Your note').press('Control+V');
    expect(await visitor.field('Your note').inputValue()).toBe('a\nb\nc\td');
  });
});
