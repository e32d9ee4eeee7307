import { logSettings } from '#libs/config';
import { natsMetrics } from '#libs/event-bus';
import { runProgram } from '#libs/lifecycle';
import { createLogger, errorMessage, OperatorError, serveInternalHttp } from '#libs/observability';

/** `export-nats.js http://nats:8222 0.0.0.0:7777`: serves the metrics of a NATS server for Prometheus. */
const USAGE = 'usage: export-nats.js <monitoring address of NATS> <host:port to listen on>';
const [monitor = '', place = ''] = process.argv.slice(2);

runProgram({
  service: 'nats-exporter',
  async start(shutdownHooks, useLogger) {
    const logger = createLogger('nats-exporter', logSettings());
    useLogger(logger);
    const [, host, port] = /^(.+):(\d+)$/.exec(place) ?? [];
    if (!URL.canParse(monitor) || host === undefined) throw new OperatorError(USAGE);
    const getPage = async (path: string) => (path === '/metrics' ? page(monitor.replace(/\/$/, '')) : null);
    const served = await serveInternalHttp('The port', { host, port: Number(port) }, getPage, logger);
    shutdownHooks.add(served.close, 'metrics');
    logger.info({ address: served.address }, 'metrics of NATS are served');
  },
});

/** An error makes the target of Prometheus down, which raises an alert. */
async function page(address: string) {
  try {
    return { status: 200, ...(await natsMetrics(address)) };
  } catch (error) {
    return { status: 503, contentType: 'text/plain', text: `NATS is not readable: ${errorMessage(error)}\n` };
  }
}
