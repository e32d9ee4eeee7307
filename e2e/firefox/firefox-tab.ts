import puppeteer, { type Browser, ElementHandle, type Page } from 'puppeteer-core';
import { vi } from 'vitest';

const EXECUTABLE = '/usr/bin/firefox-esr';
const TIMEOUT_MS = 60_000;

/** Puppeteer, since Playwright drives only its own build of Firefox. */
export function launchFirefox(): Promise<Browser> {
  return puppeteer.launch({ browser: 'firefox', executablePath: EXECUTABLE, headless: true });
}

/** Tab of a new browser profile. */
export class FirefoxTab {
  /** Errors and warnings that the pages reported so far. */
  readonly errors: string[] = [];

  private constructor(
    readonly page: Page,
    private readonly origin: string,
  ) {}

  static async open(browser: Browser, origin: string): Promise<FirefoxTab> {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    page.setDefaultTimeout(TIMEOUT_MS);
    const tab = new FirefoxTab(page, origin);
    // A form with input requires a confirmation before the page is left.
    page.on('dialog', (dialog) => void dialog.accept());
    page.on('pageerror', (error) => tab.errors.push(String(error)));
    page.on('console', (message) => {
      if (['error', 'warn'].includes(message.type())) tab.errors.push(message.text());
    });
    return tab;
  }

  /** Opens a URL or path and waits for hydration. SvelteKit then takes over scroll restoration. */
  async goto(link: string): Promise<void> {
    await this.page.goto(new URL(link, this.origin).href);
    await this.page.waitForFunction(() => history.scrollRestoration === 'manual');
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.page.waitForFunction(() => history.scrollRestoration === 'manual');
  }

  async press(button: string): Promise<void> {
    await this.page.locator(`::-p-aria([name="${button}"][role="button"])`).click();
  }

  async follow(link: string): Promise<void> {
    await this.page.locator(`::-p-aria([name="${link}"][role="link"])`).click();
  }

  async fill(field: string, text: string): Promise<void> {
    await (await this.field(field)).asLocator().fill(text);
  }

  async valueOf(field: string): Promise<string> {
    return (await this.field(field)).evaluate(({ value }) => value);
  }

  async sees(text: string): Promise<void> {
    await this.page.locator(`::-p-text(${text})`).wait();
  }

  /** Returns the text of the open note. */
  async text(): Promise<string> {
    const region = await this.page.waitForSelector('::-p-aria([name="Text of the note"][role="region"])');
    return (await region?.evaluate((element) => element.textContent)) ?? '';
  }

  waitForPath(path: string): Promise<void> {
    return vi.waitUntil(() => new URL(this.page.url()).pathname === path, TIMEOUT_MS).then(() => undefined);
  }

  /** Waits for the field with this label. */
  private async field(label: string): Promise<ElementHandle<HTMLInputElement | HTMLTextAreaElement>> {
    const found = await this.page.waitForFunction(
      (text) => {
        const labels = [...document.querySelectorAll('label')];
        const control = labels.find(({ textContent }) => textContent.trim() === text)?.control;
        return control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement ? control : null;
      },
      {},
      label,
    );
    if (!(found instanceof ElementHandle)) throw new Error(`no field ${label}`);
    return found;
  }
}
