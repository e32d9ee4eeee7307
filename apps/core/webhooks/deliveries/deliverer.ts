import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { CircuitBreaker } from '#libs/circuit-breaker';
import { UndecryptableError } from '#libs/encryption';
import type { Logger } from '#libs/observability';
import { CLOCK, LOGGER, type Clock } from '../../tokens.js';
import { liveSecrets } from '../webhook.js';
import { WebhookSecrets } from '../webhook-secrets.js';
import { DeliveriesRepository, type AttemptResult, type ClaimedDelivery } from './deliveries.repository.js';
import { EndpointAddresses } from './endpoint-address.js';
import { EndpointRefusedError } from './endpoint-refused.error.js';
import { delayAfter } from './schedule.js';
import { sendWebhook } from './send-webhook.js';
import { signedHeaders } from './sign.js';
import { countAttempt } from './webhooks.metrics.js';

const POLL_MS = 1_000;
const BATCH = 50;
const PROBE_SECONDS = 60;
const MAX_CIRCUITS = 10_000;
const GONE = 410;
/** Resolution of the name, connection and response together. */
const TIMEOUT_MS = 5_000;

/** Sends due deliveries. Any number of processes may run it; each delivery is sent at least once. */
@Injectable()
export class WebhookDeliverer implements OnModuleDestroy {
  private readonly circuits = new Map<string, CircuitBreaker>();
  private running: Promise<void> | null = null;
  private isStopped = false;
  private isFailing = false;

  constructor(
    private readonly repository: DeliveriesRepository,
    private readonly addresses: EndpointAddresses,
    private readonly secrets: WebhookSecrets,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Interval(POLL_MS)
  deliver(): Promise<void> {
    this.running ??= this.deliverDue().finally(() => (this.running = null));
    return this.running;
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopped = true;
    await this.running;
  }

  private async deliverDue(): Promise<void> {
    try {
      while (!this.isStopped && (await this.deliverBatch()));
      this.isFailing = false;
    } catch (error) {
      if (!this.isFailing) this.logger.warn({ err: error }, 'webhook deliveries failed; will retry');
      this.isFailing = true;
    }
  }

  private async deliverBatch(): Promise<boolean> {
    const due = await this.repository.claim(BATCH);
    await Promise.all(due.map((delivery) => this.attempt(delivery)));
    return due.length === BATCH;
  }

  private async attempt(delivery: ClaimedDelivery): Promise<void> {
    const circuit = this.circuitOf(delivery);
    if (!circuit.tryAcquire()) {
      const isDead = await this.repository.postpone(delivery, PROBE_SECONDS);
      return countAttempt(isDead ? 'dead' : 'postponed');
    }
    const result = await this.send(delivery);
    if (result.error === null) circuit.recordSuccess();
    else circuit.recordFailure();
    await this.record(delivery, result);
  }

  private async record(delivery: ClaimedDelivery, result: AttemptResult): Promise<void> {
    const { id: deliveryId, attempts } = delivery;
    const delay = result.error === null || result.status === GONE ? null : delayAfter(attempts);
    const outcome = result.error === null ? 'delivered' : delay === null ? 'dead' : 'failed';
    countAttempt(outcome);
    const fields = { delivery_id: deliveryId, attempts, status: result.status, reason: result.error };
    if (outcome !== 'delivered') this.logger.info(fields, 'webhook not delivered');
    if (delay === null) await this.repository.close(delivery, result);
    else await this.repository.retry(delivery, result, delay);
    if (result.status === GONE) await this.repository.disable(delivery);
  }

  private async send(delivery: ClaimedDelivery): Promise<AttemptResult> {
    try {
      const { eventId: id, payload } = delivery;
      const url = this.addresses.check(delivery.url);
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const addresses = await Promise.race([this.addresses.find(url), abortOf(signal)]);
      const now = new Date(this.clock());
      const secrets = liveSecrets(this.secrets.decrypt(delivery.webhookId, delivery), now);
      if (secrets.length === 0) return { status: null, error: 'secret' };
      const message = { id, timestampSeconds: Math.floor(now.getTime() / 1_000), payload };
      const headers = signedHeaders(message, secrets);
      const status = await sendWebhook({ url, addresses, headers, payload, signal });
      return { status, error: errorOf(status) };
    } catch (error) {
      return { status: null, error: reasonOf(error) };
    }
  }

  private circuitOf({ webhookId }: ClaimedDelivery): CircuitBreaker {
    const circuit =
      this.circuits.get(webhookId) ?? new CircuitBreaker({ probeEveryMs: PROBE_SECONDS * 1_000 });
    if (this.circuits.size >= MAX_CIRCUITS) this.circuits.clear();
    this.circuits.set(webhookId, circuit);
    return circuit;
  }
}

function errorOf(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  return status >= 300 && status < 400 ? 'redirect' : 'status';
}

/** Names no address, which would show its owner what this server sees. */
function reasonOf(error: unknown): string {
  if (error instanceof EndpointRefusedError) return 'refused';
  if (error instanceof UndecryptableError) return 'secret';
  const isTimeout = error instanceof Error && ['AbortError', 'TimeoutError'].includes(error.name);
  return isTimeout ? 'timeout' : 'unreachable';
}

function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) =>
    signal.addEventListener('abort', () => reject(new DOMException('timed out', 'TimeoutError')), {
      once: true,
    }),
  );
}
