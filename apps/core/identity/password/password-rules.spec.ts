import { describe, expect, it } from 'vitest';
import { checkPassword } from './password-rules.js';

const check = (password: string) => () => checkPassword(password, 'grace.hopper@example.com', 8);

describe('checkPassword', () => {
  it.each([
    ['aaaaaaaa', 'repeats|common'],
    ['        ', 'repeats'],
    ['abababab', 'repeats'],
    ['20262026', 'repeats|common'],
    ['passwordpassword', 'repeats|common'],
    ['abcdefgh', 'sequence|common'],
    ['zyxwvuts', 'sequence'],
    ['zxcvbnm,./', 'keyboard|common'],
    ['poiuytrewq;', 'easy'],
    ['asdfghjkl;', 'keyboard|common'],
    ['12345678', 'common'],
    ['Password123!', 'common'],
    ['P@ssw0rd2026', 'easy|common'],
    ['Summer2026!', 'common'],
    ['Monday2026!', 'common'],
    ['2026Summer', 'common'],
    ['football2026', 'common'],
    ['Liverpool1!', 'common'],
    ['letmein!!!', 'common'],
    ['19.11.1987', 'date|easy'],
    ['riverlamp', 'easy'],
  ])('rejects %j', (password, reason) => {
    expect(check(password)).toThrow(new RegExp(`^user: password .*(${reason})`));
  });

  it.each([
    'a calm river at dawn 7',
    'correct horse battery staple',
    'x7Kp2mQ9',
    'vjqkzwxp',
    'kitten-lamp-42',
    'Tr0ub4dor&3',
    'Пароль из четырёх слов',
    '日本語のパスワード',
    `${'long '.repeat(10)}passphrase of many words`.slice(20),
  ])('accepts %j', (password) => {
    expect(check(password)).not.toThrow();
  });
});
