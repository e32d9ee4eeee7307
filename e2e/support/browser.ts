import { chromium, type Browser } from 'playwright-core';

/** Chromium without its window, of which the tests see nothing: half the work of `chromium --headless`. */
const PROGRAM = '/usr/bin/chromium-headless-shell';

/** Chromium keeps to itself: it asks nobody but the product. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
];

export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? PROGRAM,
    args: QUIET,
  });
}
