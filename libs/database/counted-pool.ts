import { Pool, type PoolClient } from 'pg';
import { startWait } from '#libs/observability';

type WhenConnected = (
  error: Error | undefined,
  client: PoolClient | undefined,
  done: (release?: boolean | Error) => void,
) => void;

/** A pool that counts for each request how long it waited until a connection was free. */
export class CountedPool extends Pool {
  override connect(): Promise<PoolClient>;
  override connect(callback: WhenConnected): void;
  override connect(callback?: WhenConnected): Promise<PoolClient> | void {
    const endWait = startWait('connection');
    if (callback === undefined) return super.connect().finally(endWait);
    super.connect((error, client, done) => {
      endWait();
      callback(error, client, done);
    });
  }
}
