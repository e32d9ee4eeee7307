import type { OnNavigate } from '@sveltejs/kit';

/** Folds the sheet into its envelope when a note has been sealed. All other pages change at once. */
export function foldSheet({ from, to, complete }: OnNavigate): Promise<void> | undefined {
  const isSealed = from?.route.id === '/' && to?.route.id === '/sent';
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
  if (!isSealed || isStill || !('startViewTransition' in document)) return undefined;
  return new Promise((resolve) => {
    const { ready } = document.startViewTransition(async () => {
      resolve();
      await complete;
    });
    // A browser skips the transition of a hidden page.
    ready.catch(() => undefined);
  });
}
