import { Pool, type PoolClient } from 'pg';
import { startWait } from '#libs/observability';

type ConnectCallback = (
  error: Error | undefined,
  client: PoolClient | undefined,
  done: (release?: boolean | Error) => void,
) => void;

/** Records the time that each request waits for a connection. */
export class CountedPool extends Pool {
  override connect(): Promise<PoolClient>;
  override connect(callback: ConnectCallback): void;
  override connect(callback?: ConnectCallback): Promise<PoolClient> | void {
    const endWait = startWait('connection');
    if (callback === undefined) return super.connect().finally(endWait);
    super.connect((error, client, done) => {
      endWait();
      callback(error, client, done);
    });
  }
}
