import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { EventBus } from '#libs/event-bus';
import { EVENT_BUS } from '../tokens.js';

const progressSchema = z.object({
  attempts: z.int().min(0),
  deadlineMs: z.number(),
  /** Time of the last deferral report. The stored name stays: mailers of two releases share the records. */
  toldMs: z.number(),
});

const deliveryRecordSchema = z.discriminatedUnion('state', [
  /** Claimed by a mailer, which has died if the time is past. */
  progressSchema.extend({ state: z.literal('sending'), untilMs: z.number(), claim: z.string() }),
  progressSchema.extend({ state: z.literal('waiting'), untilMs: z.number() }),
  z.object({ state: z.literal('sent') }),
  z.object({ state: z.literal('dead'), reason: z.string() }),
]);

export type Progress = z.output<typeof progressSchema>;
export type DeliveryRecord = z.output<typeof deliveryRecordSchema>;
export type OpenRecord = Extract<DeliveryRecord, { untilMs: number }>;

/** Permission to change a record: the revision that was read, or the claim that a send holds. */
export type Hold = number | string;

const SENT: DeliveryRecord = { state: 'sent' };
const ATTEMPTS_TO_RECORD = 5;
const REMEMBERED_MAILS = 20_000;

/** State of each mail, shared by all mailers through the key-value store of the bus. */
@Injectable()
export class DeliveryRecords {
  /** Mails sent by this process, oldest first: their records may be missing or lost with the disk of the bus. */
  private readonly sentHere = new Set<string>();

  constructor(@Inject(EVENT_BUS) private readonly bus: EventBus) {}

  async find(id: string): Promise<{ record: DeliveryRecord | null; revision: number }> {
    if (!this.sentHere.has(id)) return this.read(id);
    await this.overwrite(id, SENT);
    return { record: SENT, revision: 0 };
  }

  async claim(id: string, progress: Progress, untilMs: number, revision: number): Promise<string | null> {
    const claim = randomUUID();
    const isClaimed = await this.write(id, { ...progress, state: 'sending', untilMs, claim }, revision);
    return isClaimed ? claim : null;
  }

  /** Replaces a record; false if another mailer changed it or took over the claim. */
  async replace(id: string, next: DeliveryRecord, hold: Hold): Promise<boolean> {
    if (typeof hold === 'number') return this.write(id, next, hold);
    const { record, revision } = await this.read(id);
    const isHeld = record === null || (record.state === 'sending' && record.claim === hold);
    return isHeld && this.write(id, next, revision);
  }

  /** Records a mail as sent, whatever its record says. Never throws; false if only this process knows. */
  recordSent(id: string): Promise<boolean> {
    this.sentHere.add(id);
    const [oldest] = this.sentHere;
    if (oldest !== undefined && this.sentHere.size > REMEMBERED_MAILS) this.sentHere.delete(oldest);
    return this.overwrite(id, SENT);
  }

  private async overwrite(id: string, next: DeliveryRecord): Promise<boolean> {
    const attempt = async () => this.write(id, next, (await this.read(id)).revision);
    for (let attempts = 0; attempts < ATTEMPTS_TO_RECORD; attempts += 1) {
      if (await attempt().catch(() => false)) return true;
    }
    return false;
  }

  private async read(id: string): Promise<{ record: DeliveryRecord | null; revision: number }> {
    const entry = await this.bus.keyValue.get(id);
    return { record: entry === null ? null : parse(entry.value), revision: entry?.revision ?? 0 };
  }

  private write(id: string, record: DeliveryRecord, revision: number): Promise<boolean> {
    return this.bus.keyValue.set(id, JSON.stringify(record), revision);
  }
}

function parse(value: string): DeliveryRecord | null {
  try {
    return deliveryRecordSchema.parse(JSON.parse(value));
  } catch {
    return null;
  }
}
