import { beforeAll, expect, it } from 'vitest';
import { newEmail, PASSWORD } from '../../../../../core/testing/test-actions.js';
import { openAccount, verifiedAccount } from '../../../../testing/accounts.js';
import { linkInMail } from '../../../../testing/mails.js';
import { UNAVAILABLE } from '../../../../testing/notes.js';
import { choose, openOwnNotes, type Owner } from '../../../../testing/own-notes.js';
import { useWebsite } from '../../../../testing/use-website.js';
import type { Visitor } from '../../../../testing/visitor.js';

const SLUG = 'wrong-input';

const website = useWebsite();
let account: Visitor;
let owner: Owner;

beforeAll(async () => {
  account = await website.visitor();
  await openAccount(account, website);
  owner = await openOwnNotes(website, (author) => author.create({ slug: SLUG }));
});

/** Form with an error, which goes when one of the fields changes, but not by those of `unrelated`. */
interface FailedForm {
  form: string;
  show: () => Promise<Visitor>;
  error: string;
  fields: string[];
  unrelated?: string[];
}

const WEAK = 'This password is too easy to guess.';

const FORMS: FailedForm[] = [
  {
    form: 'sign-up with a weak password',
    show: () =>
      submitted('/sign-up', { 'Email address': newEmail(), Password: '12345678' }, 'Create account'),
    error: WEAK,
    fields: ['Password'],
    unrelated: ['Email address'],
  },
  {
    form: 'sign-up without an email address',
    show: () => submitted('/sign-up', { Password: PASSWORD }, 'Create account'),
    error: 'Enter a full email address',
    fields: ['Email address'],
    unrelated: ['Password'],
  },
  {
    form: 'sign-in with wrong credentials',
    show: () => submitted('/sign-in', { 'Email address': newEmail(), Password: 'wrong' }, 'Sign in'),
    error: 'Wrong email address or password.',
    fields: ['Password', 'Email address'],
  },
  {
    form: 'sign-in at an unavailable server',
    show: () =>
      submitted('/sign-in', { 'Email address': newEmail(), Password: 'any' }, 'Sign in', '**/auth/signin'),
    error: "The server can't respond right now.",
    fields: ['Password', 'Email address'],
  },
  {
    form: 'request for a reset link',
    show: () => submitted('/forgot-password', { 'Email address': 'ada' }, 'Send the link'),
    error: 'Enter a full email address',
    fields: ['Email address'],
  },
  { form: 'weak password of a reset link', show: showReset, error: WEAK, fields: ['New password'] },
  {
    form: 'new email address of the account',
    show: () =>
      onAccount(
        'Change address',
        { 'New email address': 'ada', 'Current password': PASSWORD },
        'Send the links',
      ),
    error: 'Enter a full email address',
    fields: ['New email address'],
  },
  {
    form: 'wrong password of the account',
    show: () =>
      onAccount(
        'Change password',
        { 'Current password': 'wrong', 'New password': 'the winter harbour 12' },
        'Set the password',
      ),
    error: "That isn't your password.",
    fields: ['Current password'],
    unrelated: ['New password'],
  },
  {
    form: 'new weak password of the account',
    show: () =>
      onAccount(
        'Change password',
        { 'Current password': PASSWORD, 'New password': '12345678' },
        'Set the password',
      ),
    error: WEAK,
    fields: ['New password'],
    unrelated: ['Current password'],
  },
  {
    form: 'deletion of the account without a password',
    show: () => onAccount('Delete account', {}, 'Delete account and notes'),
    error: 'Enter your current password.',
    fields: ['Your password'],
  },
  {
    form: 'empty text of an own note',
    show: () => onNote('Change text', { 'Text of the note': '' }),
    error: 'Write something, or delete the note.',
    fields: ['Text of the note'],
  },
  {
    form: 'missing password of an own note',
    show: () => onNote('Set a password', {}),
    error: 'Choose a password.',
    fields: ['New password'],
  },
];

it.each(FORMS)('$form: the error goes when its field changes', async ({ show, error, fields, unrelated }) => {
  const visitor = await show();
  for (const [index, field] of fields.entries()) {
    if (index > 0) await visitor.page.keyboard.press('Enter');
    await visitor.seesText(error);
    for (const other of unrelated ?? []) {
      await visitor.field(other).fill(newEmail());
      expect(await visitor.page.getByText(error).count()).toBe(1);
    }
    await visitor.field(field).press('End');
    await visitor.field(field).press('x');
    await visitor.page.getByText(error).waitFor({ state: 'detached' });
    expect(await visitor.page.locator('[aria-invalid="true"]').count()).toBe(0);
  }
});

it('goes when a password is generated instead', async () => {
  const visitor = await onNote('Set a password', {});
  await visitor.seesText('Choose a password.');
  await visitor.press('Generate');
  await visitor.page.getByText('Choose a password.').waitFor({ state: 'detached' });
});

/** @param failing path of the API that is unavailable */
async function submitted(
  path: string,
  values: Record<string, string>,
  button: string,
  failing?: string,
): Promise<Visitor> {
  const visitor = await website.visitor();
  await visitor.open(path);
  if (failing !== undefined) await visitor.page.route(failing, (route) => route.fulfill(UNAVAILABLE));
  await fill(visitor, values);
  await visitor.press(button);
  return visitor;
}

async function onAccount(section: string, values: Record<string, string>, button: string): Promise<Visitor> {
  await account.open('/account');
  await account.press(section);
  await fill(account, values);
  await account.press(button);
  return account;
}

async function onNote(change: string, values: Record<string, string>): Promise<Visitor> {
  const { visitor } = owner;
  await visitor.open('/notes');
  await choose(visitor, SLUG, change);
  await fill(visitor, values);
  await visitor.press('Save');
  return visitor;
}

async function showReset(): Promise<Visitor> {
  const email = await verifiedAccount(website);
  const visitor = await submitted('/forgot-password', { 'Email address': email }, 'Send the link');
  await visitor.seesHeading('Check your email');
  await visitor.open(await linkInMail(website, email, 'Set a new password'));
  await fill(visitor, { 'New password': '12345678' });
  await visitor.press('Set the password');
  return visitor;
}

async function fill(visitor: Visitor, values: Record<string, string>): Promise<void> {
  for (const [label, value] of Object.entries(values)) await visitor.field(label).fill(value);
}
