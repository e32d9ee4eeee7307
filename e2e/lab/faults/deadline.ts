export class Deadline {
  private constructor(private readonly endsAtMs: number) {}

  static in(seconds: number): Deadline {
    return new Deadline(performance.now() + seconds * 1_000);
  }

  /** The earlier of this deadline and one that starts now. */
  orIn(seconds: number): Deadline {
    return new Deadline(Math.min(this.endsAtMs, performance.now() + seconds * 1_000));
  }

  /** A deadline this many seconds before this one. */
  earlier(seconds: number): Deadline {
    return new Deadline(this.endsAtMs - seconds * 1_000);
  }

  get leftSeconds(): number {
    return Math.max(0, this.endsAtMs - performance.now()) / 1_000;
  }

  get isOver(): boolean {
    return this.leftSeconds === 0;
  }
}
