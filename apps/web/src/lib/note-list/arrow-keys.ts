/** Index to which an arrow key, Home or End moves the focus; null for any other key and at the end of the list. */
export function nextIndex(key: string, index: number, count: number): number | null {
  const target = targetOf(key, index, count);
  return target === null || target < 0 || target >= count || target === index ? null : target;
}

function targetOf(key: string, index: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return index + 1;
    case 'ArrowUp':
      return index - 1;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

export function moveFocus(event: KeyboardEvent, container: HTMLElement, selector: string): void {
  const controls = [...container.querySelectorAll<HTMLElement>(selector)].filter((control) =>
    control.checkVisibility({ visibilityProperty: true }),
  );
  const index = controls.findIndex((control) => control === event.target);
  if (index < 0) return;
  const next = nextIndex(event.key, index, controls.length);
  if (next === null) return;
  event.preventDefault();
  controls[next]?.focus();
}
