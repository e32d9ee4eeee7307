import { describe, expect, it } from 'vitest';
import { at, newEmail, PASSWORD } from '../../../../core/testing/test-actions.js';
import { linkInMail } from '../../../testing/mails.js';
import { useWebsite } from '../../../testing/use-website.js';
import { waitForHydration, type Visitor } from '../../../testing/visitor.js';

const website = useWebsite();

const signUp = (email: string) => website.http.post(at('/auth/signup'), { email, password: PASSWORD });

const rowOf = ({ page }: Visitor, email: string) => page.getByRole('link').filter({ hasText: email });

/** The frame of a mail also blocks the scripts of this test. */
const errorsOf = ({ errors }: Visitor) =>
  errors.filter((error) => !error.startsWith('Blocked script execution'));

/** Opens the mailbox in a browser that has redeemed a link from the terminal. */
async function openMailbox({ context, page }: Visitor): Promise<void> {
  const [name = '', value = ''] = website.mailboxCookie.split('=');
  await context.addCookies([{ name, value, url: `${website.url}/mailbox` }]);
  await page.goto(`${website.url}/mailbox`);
}

async function openMail(visitor: Visitor): Promise<void> {
  const email = newEmail();
  await signUp(email);
  await linkInMail(website, email, 'Confirm your email address');
  await openMailbox(visitor);
  await rowOf(visitor, email).click();
  await visitor.page.getByRole('heading', { name: 'Confirm your email address' }).first().waitFor();
}

describe('server without a mail server', () => {
  it('leads from sign-up to a confirmed account with its pages and terminal alone', async () => {
    const email = newEmail();
    const visitor = await website.visitor();
    const { page } = visitor;
    await visitor.open('/sign-up');
    await visitor.field('Email address').fill(email);
    await visitor.field('Password').fill(PASSWORD);
    await visitor.press('Create account');
    await visitor.seesHeading('Check your email');
    expect(await page.getByText('spam').count()).toBe(0);
    await visitor.seesText('open it with the link in the terminal');
    await openMailbox(visitor);
    await rowOf(visitor, email).click();
    const button = page.frameLocator('iframe').getByRole('link', { name: 'Confirm address' });
    // The links of this server name no port, because it selects one.
    await button.evaluate((link: HTMLAnchorElement, origin) => {
      link.href = link.href.replace(/^https?:\/\/[^/]+/, origin);
    }, website.url);
    await button.click();
    await page.waitForURL(/\/verify/);
    await waitForHydration(page);
    await visitor.press('Confirm address');
    await visitor.seesHeading('Your address is confirmed');
    expect((await website.http.post(at('/auth/signin'), { email, password: PASSWORD })).status).toBe(200);
    expect(errorsOf(visitor)).toEqual([]);
  });

  it('mentions no mailbox of a server that sends its mails', async () => {
    const visitor = await website.visitor();
    const json = { note_max_bytes: 4_096, read_lease_seconds: 60 };
    await visitor.page.route('**/api/v1/instance', (route) => route.fulfill({ json }));
    await visitor.open('/forgot-password');
    await visitor.field('Email address').fill(newEmail());
    await visitor.press('Send the link');
    await visitor.seesText('check your spam folder');
    expect(await visitor.page.getByText('mailbox').count()).toBe(0);
  });
});

describe('mailbox', () => {
  it('shows mails that arrive while it is open', async () => {
    const visitor = await website.visitor();
    await openMailbox(visitor);
    const email = newEmail();
    await signUp(email);
    await rowOf(visitor, email).waitFor();
    expect(errorsOf(visitor)).toEqual([]);
  });

  it('shows a mail as it arrives, without scripts, and a way back', async () => {
    const visitor = await website.visitor();
    await openMail(visitor);
    const { page } = visitor;
    await page.frameLocator('iframe').getByText('onasty.').waitFor();
    const frame = await website.http.get(`${new URL(page.url()).pathname}/html`, {
      headers: { cookie: website.mailboxCookie },
    });
    const policy = String(frame.headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toMatch(/sandbox (?!.*allow-(scripts|same-origin|forms))/);
    await page.getByRole('link', { name: 'All emails' }).click();
    await page.getByRole('link', { name: 'Sign in' }).click();
    await visitor.seesHeading('Sign in');
    expect(errorsOf(visitor)).toEqual([]);
  });

  it.each([
    ['light', 'dark'],
    ['dark', 'light'],
  ] as const)('follows the chosen theme, %s, and not the one of the system', async (theme, colorScheme) => {
    const visitor = await website.visitor({ colorScheme });
    await visitor.open('/about');
    await visitor.page.evaluate((chosen) => localStorage.setItem('theme', chosen), theme);
    await openMailbox(visitor);
    const root = visitor.page.locator('html');
    expect(await root.evaluate((element) => getComputedStyle(element).colorScheme)).toBe(theme);
  });

  it('shows local times with their zone', async () => {
    const visitor = await website.visitor({ locale: 'en-US', timezoneId: 'Asia/Kathmandu' });
    await openMail(visitor);
    expect(await visitor.page.getByRole('time').innerText()).toMatch(/\d:\d\d.*GMT\+5:45$/);
  });

  it('names the zone without scripts, too', async () => {
    const visitor = await website.visitor({ javaScriptEnabled: false });
    await signUp(newEmail());
    await openMailbox(visitor);
    expect(await visitor.page.getByRole('time').first().innerText()).toMatch(/\d\d:\d\d UTC$/);
  });
});
