/**
 * Runs the work on all items, at most `limit` at a time, and starts no more once one has failed.
 *
 * @throws the first error, when nothing is running any more
 */
export async function forEachLimited<Item>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = [...items];
  const errors: unknown[] = [];
  const runNext = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined && errors.length === 0; item = queue.shift()) {
      await work(item).catch((error: unknown) => void errors.push(error));
    }
  };
  await Promise.all(Array.from({ length: limit }, runNext));
  if (errors.length > 0) throw errors[0];
}
