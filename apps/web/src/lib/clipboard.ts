/**
 * Copies a text that is still being made. Called in the moment of the press, since a browser lets a page write to the
 * clipboard only then; the text may follow.
 *
 * @returns whether it was copied. False when the browser refused, or the text never came (null).
 */
export async function copyWhenReady(text: Promise<string | null>): Promise<boolean> {
  const blob = text.then((ready) => {
    if (ready === null) throw new Error('nothing to copy');
    return new Blob([ready], { type: 'text/plain' });
  });
  blob.catch(() => undefined);
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })]);
    return true;
  } catch {
    return copy(await text);
  }
}

export async function copy(text: string | null): Promise<boolean> {
  if (text === null) return false;
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
