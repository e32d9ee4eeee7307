/** JSON may escape two bytes as six (`\u00e9`); the constant leaves space for the other fields. */
export function bodyLimitBytes(maxContentBytes: number): number {
  return maxContentBytes * 3 + 16 * 1_024;
}
