import { boolean, networks } from '../parsers.js';
import { variable } from '../variable.js';

export const webhookVariables = {
  WEBHOOK_ALLOW_HTTP: variable({
    description: 'Lets webhooks have http:// addresses, whose deliveries networks can read and change.',
    schema: boolean,
    default: 'false',
  }),
  WEBHOOK_ALLOWED_NETWORKS: variable({
    description:
      'Private addresses and networks (CIDR) that webhooks may call, separated by commas. Others that are not public are rejected, since accounts choose the addresses.',
    schema: networks,
    default: '',
  }),
};
