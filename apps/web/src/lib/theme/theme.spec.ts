import { describe, expect, it } from 'vitest';
import { nextTheme } from './theme.js';

describe('nextTheme', () => {
  it('leads from the system setting through both themes back to it', () => {
    expect(nextTheme('system')).toBe('light');
    expect(nextTheme('light')).toBe('dark');
    expect(nextTheme('dark')).toBe('system');
  });
});
