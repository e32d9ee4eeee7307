import type { ShutdownHooks } from '#libs/lifecycle';
import { NatsServer } from './nats.js';
import { RedisServer } from './redis.js';
import { SmtpPeer } from './smtp.js';

export interface ServersBeside {
  redis: RedisServer;
  nats: NatsServer;
  smtp: SmtpPeer;
}

/** What a deployment needs beside its database. */
export async function startServersBeside(closers: ShutdownHooks): Promise<ServersBeside> {
  const redis = await RedisServer.start();
  closers.add(() => redis.stop());
  const nats = await NatsServer.start();
  closers.add(() => nats.stop());
  const smtp = await SmtpPeer.start();
  closers.add(() => smtp.stop());
  return { redis, nats, smtp };
}
