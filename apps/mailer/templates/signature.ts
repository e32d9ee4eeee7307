import type { Context } from './mail-contents.js';

/** Lines that say what sent the mail, from which server, and who runs it. */
export function signatureOf({ frontendUrl, instanceName, operatorEmail }: Context): string[] {
  const { host } = new URL(frontendUrl);
  return [
    'Onasty: notes that can be read once',
    instanceName === undefined ? host : `${instanceName} (${host})`,
    ...(operatorEmail === undefined ? [] : [`Operator of this server: ${operatorEmail}`]),
  ];
}
