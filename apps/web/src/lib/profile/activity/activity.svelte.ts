import type { ActivityEvent, ActivityPage } from '#libs/api-client';
import { accountsClient } from '../../api/accounts-client.js';
import { session } from '../../session/session.svelte.js';
import { Submission } from '../../ui/forms/submission.svelte.js';

const PAGE = 10;

export class Activity {
  events = $state<ActivityEvent[]>([]);
  hasMore = $state(false);
  readonly loading = new Submission();
  private next: string | null = null;

  load(): Promise<boolean> {
    return this.loading.run(async () => this.add(await this.page(undefined), []));
  }

  loadMore(): Promise<boolean> {
    return this.loading.run(async () => this.add(await this.page(this.next ?? undefined), this.events));
  }

  private page(cursor: string | undefined) {
    return session.call((token) => accountsClient.activity(token, { limit: PAGE, cursor }));
  }

  private add(page: ActivityPage, before: ActivityEvent[]): void {
    this.events = [...before, ...page.events];
    this.next = page.next;
    this.hasMore = page.next !== null;
  }
}
