import type { Page } from 'playwright-core';

/** Texts of the page that are not between `⟦` and `⟧`. Times, notes and names are data. */
export function untranslatedTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const data = 'time, pre, code, output, textarea, script, style, noscript, [translate="no"]';
    const texts: string[] = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      if (element?.closest(data) === null && element.checkVisibility())
        texts.push(walker.currentNode.textContent ?? '');
    }
    for (const element of document.querySelectorAll('*'))
      for (const name of ['aria-label', 'aria-description', 'placeholder', 'title', 'alt'])
        texts.push(element.getAttribute(name) ?? '');
    return texts.filter((text) => /\p{L}/u.test(text.replaceAll(/⟦[^⟧]*⟧|Onasty/g, '')));
  });
}

/** Elements that make the page wider than its window. */
export function overflowing(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    if (document.documentElement.scrollWidth <= innerWidth) return [];
    return [...document.querySelectorAll('body *')]
      .filter((element) => {
        const { left, right, width } = element.getBoundingClientRect();
        return width > 1 && (right > innerWidth || left < 0);
      })
      .map((element) => element.outerHTML.slice(0, 120));
  });
}
