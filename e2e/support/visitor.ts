import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
  Locator,
  Page,
  ViewportSize,
} from 'playwright-core';
import { secrets } from '../../apps/core/testing/secrets.js';
import { until } from './until.js';

export interface NoteWish {
  password?: string;
  /** The label of a choice of how often it may be read, or of when it expires. */
  reading?: string;
  expiry?: string;
  slug?: string;
}

const PATIENCE_MS = 60_000;
/** Has no script, and Chromium shows it in the process of our pages; a blank page would end that. */
const BETWEEN = '/favicon.svg';
/** Chromium reports every refusal of the API so; what the page makes of one is tested. */
const REFUSED_REQUEST = /^Failed to load resource/;

/**
 * A page of ours is there before its script is, and what is pressed in between comes to nothing. SvelteKit takes the
 * scrolling over once it runs the page.
 */
export async function untilRunning(page: Page): Promise<void> {
  const isRunning = () =>
    page.evaluate(
      () => !document.querySelector('script[src*="/boot."]') || history.scrollRestoration === 'manual',
    );
  // While the page goes on to another address there is nothing to ask.
  await until('the script of the page runs', () => isRunning().catch(() => false));
}

const withoutFragment = (address: string): string => address.replace(/#.*/, '');

/** A person with a browser profile of their own. */
export class Visitor {
  /** Whatever the pages complained about so far: errors, warnings, violations of the CSP. */
  readonly faults: string[] = [];
  /** The origins that were asked for anything. */
  readonly origins = new Set<string>();

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    private readonly address: string,
  ) {}

  static async arrive(browser: Browser, address: string, options: BrowserContextOptions = {}) {
    const permissions = ['clipboard-read', 'clipboard-write'];
    const context = await browser.newContext({ permissions, reducedMotion: 'reduce', ...options });
    context.setDefaultTimeout(PATIENCE_MS);
    await context.addInitScript(() => {
      addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
        reportError(new Error(`CSP: ${violatedDirective} ${blockedURI}`));
      });
    });
    const visitor = new Visitor(context, await context.newPage(), address);
    visitor.listen();
    return visitor;
  }

  /**
   * Becomes somebody who has never been here. The browser keeps the process that shows the page and what it has loaded,
   * which another profile would not.
   */
  async startOver(viewport: ViewportSize): Promise<void> {
    await this.page.unrouteAll();
    await this.open('/about');
    await this.page.evaluate(() => {
      localStorage.clear();
      sessionStorage.clear();
    });
    await this.context.clearCookies();
    await this.page.emulateMedia({ colorScheme: null });
    await this.page.setViewportSize(viewport);
    this.faults.length = 0;
    this.origins.clear();
  }

  /** Opens an address, or a path of the product, as if it was typed, and waits until its script runs. */
  async open(link: string): Promise<void> {
    const target = new URL(link, this.address);
    // A page that differs by its fragment alone would stay, and only be told.
    if (withoutFragment(this.page.url()) === withoutFragment(target.href))
      await this.page.goto(new URL(BETWEEN, target).href);
    await this.page.goto(target.href);
    await untilRunning(this.page);
  }

  /** Waits until the page has this heading. */
  async sees(heading: string): Promise<void> {
    await this.page.getByRole('heading', { name: heading, exact: true }).waitFor();
  }

  /** Waits until the page says this. */
  async reads(words: string | RegExp): Promise<void> {
    await this.page.getByText(words).first().waitFor();
  }

  async press(button: string): Promise<void> {
    await this.page.getByRole('button', { name: button, exact: true }).click();
  }

  field(label: string): Locator {
    return this.page.getByLabel(label, { exact: true });
  }

  /** Fills in the form on the start page, which is open then, and does not send it. */
  async compose(text: string, wish: NoteWish = {}): Promise<void> {
    await this.open('/');
    await this.field('Your note').fill(text);
    if (wish.reading !== undefined) await this.choose('Read once', wish.reading);
    if (wish.expiry !== undefined) await this.choose('7 days', wish.expiry);
    if (wish.password !== undefined) await this.fillIn('no password', 'Password', wish.password);
    if (wish.slug !== undefined) await this.fillIn('own address', 'Own address', wish.slug);
  }

  /** @returns the link of a new note */
  async write(text: string, wish: NoteWish = {}): Promise<string> {
    await this.compose(text, wish);
    await this.press('Create link');
    return this.link();
  }

  /** The link that the page shows once the note is sealed. */
  async link(): Promise<string> {
    await this.sees('Your note is sealed');
    return this.field('Link').inputValue();
  }

  /** Opens the link, gives the password if there is one, presses the button. @returns the text of the note */
  async read(link: string, password?: string): Promise<string> {
    await this.open(link);
    if (password !== undefined) await this.field('Password for this note').fill(password);
    await this.press('Read the note');
    return this.text();
  }

  /** The text of the open note. */
  async text(): Promise<string> {
    return (await this.page.getByRole('region', { name: 'Text of the note' }).textContent()) ?? '';
  }

  clipboard(): Promise<string> {
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  /** Stored under any name by this page: what a thief of the profile finds. */
  stored(): Promise<string> {
    return this.page.evaluate(() =>
      JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
    );
  }

  leave(): Promise<void> {
    return this.context.close();
  }

  private async choose(option: string, choice: string): Promise<void> {
    await this.press(option);
    await this.page.getByRole('radio', { name: choice, exact: true }).check();
  }

  private async fillIn(option: string, label: string, value: string): Promise<void> {
    await this.press(option);
    await this.field(label).fill(value);
  }

  private listen(): void {
    this.context.on('request', (request) => {
      if (/^(about|data|blob):/.test(request.url())) return;
      const { origin, pathname } = new URL(request.url());
      this.origins.add(origin);
      const isJson = request.headers()['content-type'] === 'application/json';
      secrets.record(pathname, isJson ? request.postDataJSON() : undefined);
    });
    this.context.on('weberror', (error) => this.faults.push(error.error().message));
    this.context.on('console', (message) => {
      if (!['error', 'warning'].includes(message.type()) || REFUSED_REQUEST.test(message.text())) return;
      this.faults.push(message.text());
    });
  }
}
