import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
  CDPSession,
  Disposable,
  Locator,
  Page,
  ViewportSize,
} from 'playwright-core';
import { vi } from 'vitest';
import { secrets } from '../../core/testing/secrets.js';

export interface NoteOptions {
  password?: string;
  /** Label of a choice. */
  readLimit?: string;
  /** Label of a choice. */
  expiry?: string;
  slug?: string;
}

const TIMEOUT_MS = 60_000;
/** Document without a script. A blank page would end the renderer process. */
const SCRIPTLESS_PATH = '/favicon.svg';
/** Chromium's message for every error response of the API; Playwright's for a service worker that it blocks. */
const EXPECTED_MESSAGE = /^Failed to load resource|^Service Worker registration blocked/;

/** Waits for hydration, before which clicks have no effect. SvelteKit then takes over scroll restoration. */
export async function waitForHydration(page: Page): Promise<void> {
  const isHydrated = () =>
    page.evaluate(
      () => !document.querySelector('script[src*="/boot."]') || history.scrollRestoration === 'manual',
    );
  // During a navigation the evaluation fails.
  const options = { timeout: TIMEOUT_MS, interval: 20 };
  await vi.waitUntil(() => isHydrated().catch(() => false), options);
}

export const VIEWPORT = { width: 1280, height: 720 };
const MEDIA = { colorScheme: 'light', reducedMotion: 'reduce', forcedColors: null, media: null } as const;
/** Events to which specs listen. */
const EVENTS = ['console', 'dialog', 'request', 'response', 'weberror'];

const withoutFragment = (url: string): string => url.replace(/#.*/, '');

/** Browser profile with one page. */
export class Visitor {
  /** Errors, warnings and CSP violations that the pages reported so far. */
  readonly errors: string[] = [];
  /** Origins of all requests. */
  readonly origins = new Set<string>();
  private readonly scripts: Disposable[] = [];
  private devtools?: CDPSession;

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    private readonly origin: string,
  ) {}

  static async arrive(browser: Browser, origin: string, options: BrowserContextOptions = {}) {
    const permissions = ['clipboard-read', 'clipboard-write'];
    const context = await browser.newContext({
      permissions,
      reducedMotion: 'reduce',
      serviceWorkers: 'block',
      ...options,
    });
    context.setDefaultTimeout(TIMEOUT_MS);
    await context.addInitScript(() => {
      addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
        reportError(new Error(`CSP: ${violatedDirective} ${blockedURI}`));
      });
    });
    const visitor = new Visitor(context, await context.newPage(), origin);
    visitor.listen();
    return visitor;
  }

  /** Opens another tab of the same browser profile. */
  async openTab(): Promise<Visitor> {
    return new Visitor(this.context, await this.context.newPage(), this.origin);
  }

  /** Clears all state of the profile. This is cheaper than a new one, which needs a process and an empty cache. */
  async reset(viewport: ViewportSize = VIEWPORT): Promise<void> {
    const { context, page } = this;
    for (const tab of context.pages()) if (tab !== page) await tab.close();
    for (const script of this.scripts.splice(0)) await script.dispose();
    for (const event of EVENTS) for (const emitter of [context, page]) emitter.removeAllListeners(event);
    await context.unrouteAll();
    await page.unrouteAll();
    await context.setOffline(false);
    await page.goto(this.origin + SCRIPTLESS_PATH);
    await page.evaluate(() => {
      localStorage.clear();
      sessionStorage.clear();
    });
    this.devtools ??= await context.newCDPSession(page);
    for (const origin of this.origins.add(this.origin))
      await this.devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
    await page.emulateMedia(MEDIA);
    await page.setViewportSize(viewport);
    this.errors.length = 0;
    this.origins.clear();
    this.listen();
  }

  /** Runs a script at the start of each document that the page loads. */
  async addScript(script: () => void): Promise<void> {
    this.scripts.push(await this.page.addInitScript(script));
  }

  /** Opens a URL or path and waits for hydration. */
  async open(link: string): Promise<void> {
    const target = new URL(link, this.origin);
    // A change of the fragment alone would not reload the page.
    if (withoutFragment(this.page.url()) === withoutFragment(target.href))
      await this.page.goto(new URL(SCRIPTLESS_PATH, target).href);
    await this.page.goto(target.href);
    await waitForHydration(this.page);
  }

  async seesHeading(heading: string): Promise<void> {
    await this.page.getByRole('heading', { name: heading, exact: true }).waitFor();
  }

  async seesText(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).first().waitFor();
  }

  async press(button: string): Promise<void> {
    await this.page.getByRole('button', { name: button, exact: true }).click();
  }

  field(label: string): Locator {
    return this.page.getByLabel(label, { exact: true });
  }

  /** Fills in the form on the start page without sending it. */
  async compose(text: string, options: NoteOptions = {}): Promise<void> {
    await this.open('/');
    await this.field('Your note').fill(text);
    if (options.readLimit !== undefined) await this.choose('Read once', options.readLimit);
    if (options.expiry !== undefined) await this.choose('7 days', options.expiry);
    if (options.password !== undefined) await this.fillIn('no password', 'Password', options.password);
    if (options.slug !== undefined) await this.fillIn('custom link', 'Custom link', options.slug);
  }

  /** Creates a note and returns its link. */
  async write(text: string, options: NoteOptions = {}): Promise<string> {
    await this.compose(text, options);
    await this.press('Create link');
    return this.link();
  }

  async link(): Promise<string> {
    await this.seesHeading('Your note is sealed');
    return this.field('Link').inputValue();
  }

  /** Opens the link, reads the note and returns its text. */
  async read(link: string, password?: string): Promise<string> {
    await this.open(link);
    if (password !== undefined) await this.field('Password for this note').fill(password);
    await this.press('Read note');
    return this.text();
  }

  /** Returns the text of the open note. */
  async text(): Promise<string> {
    return (await this.page.getByRole('region', { name: 'Text of the note' }).textContent()) ?? '';
  }

  clipboard(): Promise<string> {
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  /** Returns everything in localStorage and sessionStorage. */
  storedData(): Promise<string> {
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
    this.context.on('weberror', (error) => this.errors.push(error.error().message));
    this.context.on('console', (message) => {
      if (!['error', 'warning'].includes(message.type()) || EXPECTED_MESSAGE.test(message.text())) return;
      this.errors.push(message.text());
    });
  }
}
