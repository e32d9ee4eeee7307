import { z } from 'zod';
import type { KeyValueStore } from '#libs/event-bus';

const progressSchema = z.object({
  attempts: z.int().min(0),
  deadlineMs: z.number(),
  /** When it was last reported that the mail waits. */
  toldMs: z.number(),
});

const mailMarkSchema = z.discriminatedUnion('state', [
  /** Somebody sends it, or died doing so when the time has passed. */
  progressSchema.extend({ state: z.literal('sending'), untilMs: z.number(), claim: z.string() }),
  progressSchema.extend({ state: z.literal('waiting'), untilMs: z.number() }),
  z.object({ state: z.literal('sent') }),
  z.object({ state: z.literal('dead'), reason: z.string() }),
]);

export type Progress = z.output<typeof progressSchema>;
export type MailMark = z.output<typeof mailMarkSchema>;
/** Neither sent nor dead. */
export type OpenMark = Extract<MailMark, { untilMs: number }>;

const TRIES = 5;

/** What all mailers know of each mail. */
export class MailMarks {
  constructor(private readonly marks: KeyValueStore) {}

  /** The mark, null when there is none, and the revision that its next change names. */
  async get(id: string): Promise<{ mark: MailMark | null; revision: number }> {
    const found = await this.marks.get(id);
    return { mark: found === null ? null : parse(found.value), revision: found?.revision ?? 0 };
  }

  /** Whether it was set: not when another mailer was first. */
  set(id: string, mark: MailMark, revision: number): Promise<boolean> {
    return this.marks.set(id, JSON.stringify(mark), revision);
  }

  /** Ends one's own claim. False when another mailer took the mail over meanwhile: then it is theirs to say. */
  async release(id: string, claim: string, next: MailMark): Promise<boolean> {
    const { mark, revision } = await this.get(id);
    if (mark !== null && !(mark.state === 'sending' && mark.claim === claim)) return false;
    return this.set(id, next, revision);
  }

  /** Sets it whoever else changes it, and tries for a while: what the server took is sent. Never throws. */
  async overwrite(id: string, next: MailMark): Promise<boolean> {
    const attempt = async () => {
      const { revision } = await this.get(id);
      return this.set(id, next, revision);
    };
    for (let tries = 0; tries < TRIES; tries += 1) {
      if (await attempt().catch(() => false)) return true;
    }
    return false;
  }
}

function parse(value: string): MailMark | null {
  try {
    return mailMarkSchema.parse(JSON.parse(value));
  } catch {
    return null;
  }
}
