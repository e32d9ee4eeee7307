/** What was opened, to be closed in the opposite order, each whatever became of the others. */
export class Closers {
  private readonly open: (() => Promise<unknown>)[] = [];

  add(close: () => Promise<unknown>): void {
    this.open.push(close);
  }

  async closeAll(): Promise<void> {
    for (let close = this.open.pop(); close !== undefined; close = this.open.pop()) {
      await close().catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
    }
  }
}
