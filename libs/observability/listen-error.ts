import { OperatorError } from './operator-error.js';

/** Explains why a port cannot be served; returns any other error as it is. */
export function explainListenError(
  variable: string,
  { host, port }: { host: string; port: number },
  error: unknown,
): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const explained = (reason: string, remedy: string, name = variable) =>
    new OperatorError(reason, { variable: name, remedy, cause: error });
  if (code === 'EADDRINUSE')
    return explained(`port ${port} is in use`, `set ${variable} to another port, or stop the other program`);
  if (code === 'EACCES')
    return explained(`port ${port} requires privileges`, `set ${variable} to a port above 1023`);
  const isNoAddress = ['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN'].includes(code);
  const hostVariable = variable === 'HTTP_PORT' ? 'HTTP_HOST' : 'METRICS_HOST';
  return isNoAddress
    ? explained(`${host} is no address of this machine`, 'set an address of this machine', hostVariable)
    : error;
}
