import { describe, expect, it } from 'vitest';
import { useWebsite } from '../../../testing/use-website.js';

const website = useWebsite();

const OPTIONS = ['Read once', '7 days', 'no password', 'custom link', 'private name'];

describe('button that creates the link', () => {
  it.each([
    [1366, 768],
    [1280, 800],
    [390, 844],
    // Above the keyboard of a phone.
    [390, 508],
    [320, 640],
  ])('is in view at %i x %i, with each panel open', async (width, height) => {
    const visitor = await website.visitor({ viewport: { width, height } });
    await visitor.open('/');
    const button = visitor.page.getByRole('button', { name: 'Create link', exact: true });
    for (const option of [null, ...OPTIONS]) {
      if (option !== null) await visitor.press(option);
      const box = await button.boundingBox();
      expect(box?.y, `${option}: top`).toBeGreaterThanOrEqual(0);
      expect((box?.y ?? 0) + (box?.height ?? 0), `${option}: bottom`).toBeLessThanOrEqual(height);
    }
  });

  it.each([
    [1366, 768],
    [1280, 800],
    [390, 844],
  ])('covers no panel at %i x %i', async (width, height) => {
    const visitor = await website.visitor({ viewport: { width, height } });
    await visitor.open('/');
    const button = visitor.page.getByRole('button', { name: 'Create link', exact: true });
    for (const option of OPTIONS) {
      await visitor.press(option);
      const panel = await visitor.page.locator('#option-panel').boundingBox();
      const box = await button.boundingBox();
      expect((panel?.y ?? 0) + (panel?.height ?? 0), option).toBeLessThanOrEqual(box?.y ?? 0);
    }
  });
});

describe('paper of the note', () => {
  it.each([
    [1280, 900],
    [390, 900],
  ])('has a rule under each of its rows at %i x %i', async (width, height) => {
    const visitor = await website.visitor({ viewport: { width, height } });
    await visitor.open('/');
    const { rows, size, line } = await visitor.field('Your note').evaluate((field) => {
      const style = getComputedStyle(field);
      const lineHeight = parseFloat(style.lineHeight);
      const rowsShown = (field.clientHeight - 1) / lineHeight;
      return { rows: rowsShown, size: style.backgroundSize, line: lineHeight };
    });
    expect(rows).toBe(8);
    expect(size).toBe(`100% ${line}px`);
    expect(line).toBe(Math.round(line));
  });

  it('gives each paragraph its own direction, without the slow attribute', async () => {
    const visitor = await website.visitor();
    await visitor.open('/');
    const field = visitor.field('Your note');
    expect(await field.getAttribute('dir')).toBeNull();
    expect(await field.evaluate((element) => getComputedStyle(element).unicodeBidi)).toBe('plaintext');
  });

  it('has rules and a fold in forced colours too', async () => {
    const visitor = await website.visitor({ forcedColors: 'active' });
    await visitor.open('/');
    const image = await visitor
      .field('Your note')
      .evaluate((field) => getComputedStyle(field).backgroundImage);
    expect(image).toContain('gradient');
  });
});

describe('fields for secrets', () => {
  it('let no service of the browser or of an extension read or rewrite them', async () => {
    const visitor = await website.visitor();
    await visitor.compose('secret');
    const labels = [
      ['no password', 'Password'],
      ['custom link', 'Custom link'],
      ['private name', 'Private name'],
    ] as const;
    const found = [await attributesOf('Your note')];
    for (const [option, label] of labels) {
      await visitor.press(option);
      found.push(await attributesOf(label));
    }
    await visitor.press('Create link');
    await visitor.link();
    found.push(await attributesOf('Link'));
    for (const attributes of found)
      expect(attributes).toEqual({
        autocorrect: 'off',
        autocapitalize: 'off',
        spellcheck: 'false',
        translate: 'no',
        'data-gramm': 'false',
      });

    function attributesOf(label: string): Promise<Record<string, string | null>> {
      return visitor.field(label).evaluate((field) => {
        const names = ['autocorrect', 'autocapitalize', 'spellcheck', 'translate', 'data-gramm'];
        return Object.fromEntries(names.map((name) => [name, field.getAttribute(name)]));
      });
    }
  });

  it('are large enough that Safari does not zoom when they take the focus', async () => {
    const visitor = await website.visitor();
    await visitor.write('large enough');
    const sizes = await visitor.page
      .getByRole('textbox')
      .evaluateAll((fields) => fields.map((field) => parseFloat(getComputedStyle(field).fontSize)));
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(16);
  });
});
