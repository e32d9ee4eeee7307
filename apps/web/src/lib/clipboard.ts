/** Copies a pending text. Call it in the event handler: later, browsers deny clipboard access. Null copies nothing. */
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
    return copyByCommand(text);
  }
}

function copyByCommand(text: string): boolean {
  const focused = document.activeElement;
  const field = document.createElement('textarea');
  const copyText = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  field.className = 'visually-hidden';
  field.value = '.';
  document.body.append(field);
  field.select();
  document.addEventListener('copy', copyText, { capture: true });
  try {
    return document.execCommand('copy');
  } finally {
    document.removeEventListener('copy', copyText, { capture: true });
    field.remove();
    if (focused instanceof HTMLElement) focused.focus();
  }
}
