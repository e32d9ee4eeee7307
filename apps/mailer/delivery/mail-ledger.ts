import { randomUUID } from 'node:crypto';
import { type HandlerResult, ack, retryAfter } from '#libs/event-bus';
import type { MailReport } from '#libs/mail-outbox';
import { deadMails } from './delivery.metrics.js';
import type { MailMark, MailMarks, Progress } from './mail-marks.js';
import type { MailReports } from './mail-reports.js';
import { PROBE_EVERY_MS } from './retry-schedule.js';

/** Longer than any mail takes to send, so that a mail whose time has passed is nobody's. */
const CLAIM_MS = 90_000;
/** Whoever wants a mail is told this often that it waits, and asks for it no second time. */
const TELL_EVERY_MS = 120_000;
const LOST_RACE_MS = 1_000;
/** More than a mailer sends in the minutes after which a mail is asked for again. */
const REMEMBERED = 20_000;

/** Why a mail is given up that nobody refused. */
export const EXPIRED = 'expired';

export const LOST_RACE = retryAfter(LOST_RACE_MS);

/** Notes what became of a mail, and only then tells the others: a note that is lost comes before a word that is. */
export class MailLedger {
  /** Sent by this mailer, the oldest first: a mark could not be set, or may be lost with the disk of the bus. */
  private readonly sentHere = new Set<string>();

  /** @param now in milliseconds since 1970 */
  constructor(
    private readonly marks: MailMarks,
    private readonly reports: MailReports,
    private readonly now: () => number,
  ) {}

  async find(id: string): Promise<{ mark: MailMark | null; revision: number }> {
    if (this.sentHere.has(id)) {
      await this.note(id);
      return { mark: { state: 'sent' }, revision: 0 };
    }
    return this.marks.get(id);
  }

  /** Makes the mail one's own for a while; null when another mailer was first. */
  async claim(id: string, progress: Progress, revision: number): Promise<string | null> {
    const claim = randomUUID();
    const mark: MailMark = { ...progress, state: 'sending', untilMs: this.now() + CLAIM_MS, claim };
    return (await this.marks.set(id, mark, revision)) ? claim : null;
  }

  /** Notes that it was sent. Whether that is known to all mailers now; this one knows in any case. */
  async note(id: string): Promise<boolean> {
    this.sentHere.add(id);
    const [oldest] = this.sentHere;
    if (oldest !== undefined && this.sentHere.size > REMEMBERED) this.sentHere.delete(oldest);
    return this.marks.overwrite(id, { state: 'sent' });
  }

  /** Gives the mail back until it is tried again. */
  async defer(id: string, progress: Progress, untilMs: number, claim: string): Promise<HandlerResult> {
    const nowMs = this.now();
    const isNews = untilMs - nowMs > PROBE_EVERY_MS || this.isUntold(progress);
    const toldMs = isNews ? nowMs : progress.toldMs;
    const mark: MailMark = { ...progress, state: 'waiting', untilMs, toldMs };
    if (!(await this.marks.release(id, claim, mark))) return LOST_RACE;
    if (isNews) await this.tell(id, { kind: 'deferred', until: new Date(untilMs).toISOString() });
    return retryAfter(untilMs - nowMs);
  }

  /** For a mail that was not claimed, since none can be sent now. */
  async hold(id: string, progress: Progress, revision: number): Promise<HandlerResult> {
    if (this.isUntold(progress)) {
      const nowMs = this.now();
      const mark: MailMark = { ...progress, state: 'waiting', untilMs: nowMs, toldMs: nowMs };
      if (!(await this.marks.set(id, mark, revision))) return LOST_RACE;
      await this.tell(id, { kind: 'deferred', until: new Date(nowMs + PROBE_EVERY_MS).toISOString() });
    }
    return retryAfter(PROBE_EVERY_MS);
  }

  /** @param held the claim, or the revision of a mail that was not claimed */
  async bury(id: string, reason: string, held: string | number): Promise<HandlerResult> {
    const mark: MailMark = { state: 'dead', reason };
    const isNoted =
      typeof held === 'string'
        ? await this.marks.release(id, held, mark)
        : await this.marks.set(id, mark, held);
    if (!isNoted) return LOST_RACE;
    deadMails.inc({ reason: reason === EXPIRED ? 'expired' : 'permanent' });
    return this.tell(id, { kind: 'dead', reason });
  }

  /** Tells the outcome, as often as a copy of the message comes. */
  async tell(id: string, outcome: MailReport['outcome']): Promise<HandlerResult> {
    await this.reports.say(id, outcome);
    return ack;
  }

  private isUntold({ toldMs }: Progress): boolean {
    return this.now() - toldMs >= TELL_EVERY_MS;
  }
}
