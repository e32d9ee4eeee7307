import type { QueueAddOptions } from 'p-queue';

type Job = () => Promise<unknown>;

export interface FairQueueOptions extends QueueAddOptions {
  isUrgent: boolean;
  client: string;
}

/** Queue of p-queue that serves urgent jobs first, and one client after the other. */
export class FairQueue {
  private readonly urgent = new Rounds();
  private readonly others = new Rounds();

  get size(): number {
    return this.urgent.size + this.others.size;
  }

  enqueue(job: Job, { isUrgent = false, client = '' }: Partial<FairQueueOptions> = {}): void {
    (isUrgent ? this.urgent : this.others).add(client, job);
  }

  dequeue(): Job | undefined {
    return this.urgent.next() ?? this.others.next();
  }

  filter(): Job[] {
    return [];
  }

  setPriority(): void {
    throw new Error('jobs have no priority of their own');
  }
}

class Rounds {
  size = 0;
  private readonly jobsOf = new Map<string, Job[]>();

  add(client: string, job: Job): void {
    this.size += 1;
    const jobs = this.jobsOf.get(client);
    if (jobs === undefined) this.jobsOf.set(client, [job]);
    else jobs.push(job);
  }

  next(): Job | undefined {
    const [turn] = this.jobsOf;
    if (turn === undefined) return undefined;
    const [client, jobs] = turn;
    const job = jobs.shift();
    this.size -= 1;
    this.jobsOf.delete(client);
    if (jobs.length > 0) this.jobsOf.set(client, jobs);
    return job;
  }
}
