import { chromium, type Browser } from 'playwright-core';

/** Chromium without a window takes half the CPU time of `chromium --headless`. */
const EXECUTABLE = '/usr/bin/chromium-headless-shell';

/** Name of this machine that browsers do not trust without HTTPS, unlike localhost. */
const INSECURE_HOST = 'insecure.example';

/** Mainly keeps Chromium from sending requests of its own. */
const FLAGS = [
  `--host-resolver-rules=MAP ${INSECURE_HOST} 127.0.0.1`,
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
];

export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env['CHROMIUM_PATH'] ?? EXECUTABLE, args: FLAGS });
}

/** The same website on an insecure page. */
export function insecureUrl(url: string): string {
  const insecure = new URL(url);
  insecure.hostname = INSECURE_HOST;
  return insecure.origin;
}
