/**
 * Shares places out among clients. A client may hold no more places than are free, so that a few who want all leave some
 * to others.
 */
export class ClientShares {
  private readonly heldBy = new Map<string, number>();
  private held = 0;

  constructor(private readonly places: number) {}

  tryTake(client: string): boolean {
    const own = this.heldBy.get(client) ?? 0;
    if (own >= this.places - this.held) return false;
    this.heldBy.set(client, own + 1);
    this.held += 1;
    return true;
  }

  release(client: string): void {
    const own = this.heldBy.get(client) ?? 0;
    this.held -= 1;
    if (own > 1) this.heldBy.set(client, own - 1);
    else this.heldBy.delete(client);
  }
}
