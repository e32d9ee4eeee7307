import type { Attachment } from 'svelte/attachments';

/** Calls back when the user presses Escape in the element, or presses or focuses anything outside it. */
export function dismissal(dismiss: (by: 'escape' | 'outside') => void): Attachment<HTMLElement> {
  function onkeydown(event: KeyboardEvent) {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    dismiss('escape');
  }

  return (element) => {
    function onoutside({ target }: Event) {
      if (target instanceof Node && !element.contains(target)) dismiss('outside');
    }

    element.addEventListener('keydown', onkeydown);
    document.addEventListener('pointerdown', onoutside);
    document.addEventListener('focusin', onoutside);
    return () => {
      element.removeEventListener('keydown', onkeydown);
      document.removeEventListener('pointerdown', onoutside);
      document.removeEventListener('focusin', onoutside);
    };
  };
}
