import type { AppLogger } from '#libs/observability';
import { unusableDatabaseIn } from './unusable-database.error.js';

/** Logs each change of what is wrong with the database in one line, however often it is found. */
export class UsabilityLog {
  private reported = '';

  constructor(private readonly logger: AppLogger) {}

  async observe<T>(work: () => Promise<T>): Promise<T> {
    try {
      const result = await work();
      this.report([]);
      return result;
    } catch (error) {
      this.report(unusableDatabaseIn(error)?.problems ?? null);
      throw error;
    }
  }

  private report(problems: readonly string[] | null): void {
    const text = problems?.join('\n') ?? this.reported;
    if (text === this.reported) return;
    this.reported = text;
    if (text === '') this.logger.info({}, 'database can be used again');
    else this.logger.error({ faults: problems }, 'database cannot be used');
  }
}
