/** Amounts of a client in a window; none says which notes it read. */
export interface ClientActivity {
  requests: number;
  rejected: number;
  failed: number;
  stored_bytes: number;
}

type Amount = keyof ClientActivity;

const MAX_CLIENTS = 20_000;
const REPORTED_PER_AMOUNT = 5;
/** Amounts that people do not reach within five minutes. */
const BUSY_FROM: Readonly<Record<Amount, number>> = {
  requests: 1_500,
  rejected: 20,
  failed: 20,
  stored_bytes: 10_000_000,
};
const AMOUNTS = ['requests', 'rejected', 'failed', 'stored_bytes'] as const;

export class ActivityWindow {
  private readonly clients = new Map<string, ClientActivity>();

  add(client: string, added: Partial<ClientActivity>): void {
    const known = this.clients.get(client);
    if (known === undefined && this.clients.size >= MAX_CLIENTS) return;
    const activity = known ?? { requests: 0, rejected: 0, failed: 0, stored_bytes: 0 };
    for (const amount of AMOUNTS) activity[amount] += added[amount] ?? 0;
    this.clients.set(client, activity);
  }

  busiest(): [client: string, activity: ClientActivity][] {
    const all = [...this.clients];
    const busy = AMOUNTS.flatMap((amount) =>
      all
        .filter(([, activity]) => activity[amount] >= BUSY_FROM[amount])
        .toSorted(([, one], [, other]) => other[amount] - one[amount])
        .slice(0, REPORTED_PER_AMOUNT),
    );
    return [...new Map(busy)];
  }
}
