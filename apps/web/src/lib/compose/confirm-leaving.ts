/** Makes the browser confirm that the page is left, as long as something would be lost with the tab. */
export function confirmLeaving(isNeeded: () => boolean): void {
  addEventListener('beforeunload', (event) => {
    if (isNeeded()) event.preventDefault();
  });
}
