import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { axeFindings } from './axe.js';
import type { Visitor } from '../visitor.js';

/** Folder for screenshots; none are taken without it. */
const PICTURES = process.env['PICTURES'];
const RULES = { light: 'all', dark: 'colours' } as const;
export const DESKTOP = { width: 1280, height: 800 };
const LAPTOP = { width: 1366, height: 768 };
const PHONE = { width: 390, height: 844 };
/** Desktop at 400% zoom (WCAG 1.4.10). */
export const NARROWEST = { width: 320, height: 640 };

/** Checks the open page: accessible in light and dark, no horizontal scrolling at any width, no error reported. */
export async function checkPage(visitor: Visitor, name: string): Promise<void> {
  const { page } = visitor;
  const findings: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    if (PICTURES !== undefined) await takePictures(page, `${PICTURES}/${name}`, colorScheme);
    await page.setViewportSize(PHONE);
    findings.push(
      ...(await axeFindings(page, RULES[colorScheme])).map((finding) => `${colorScheme}: ${finding}`),
    );
  }
  expect(findings).toEqual([]);
  await expectToFit(page, PHONE.width);
  await page.setViewportSize(NARROWEST);
  await expectToFit(page, NARROWEST.width);
  expect(visitor.errors).toEqual([]);
}

async function expectToFit(page: Page, width: number): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
}

async function takePictures(page: Page, path: string, colorScheme: string): Promise<void> {
  for (const viewport of [DESKTOP, LAPTOP, PHONE]) {
    await page.setViewportSize(viewport);
    await page.screenshot({
      path: `${path}-${viewport.width}-${colorScheme}.png`,
      fullPage: true,
      animations: 'disabled',
    });
  }
}
