/** Ignores all but the first press of a double click. Presses by keyboard have no count. */
export function onSinglePress(press: () => unknown): (event: Pick<UIEvent, 'detail'>) => void {
  return ({ detail }) => {
    if (detail <= 1) void press();
  };
}

export function ignoreHeldKey(event: Pick<KeyboardEvent, 'key' | 'repeat' | 'preventDefault'>): void {
  if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault();
}
