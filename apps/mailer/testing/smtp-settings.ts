import { smtpAddress } from '#libs/config';
import type { SmtpSettings } from '../senders/smtp.mail-sender.js';

export const smtpSettings = (url: string): SmtpSettings => ({
  url: smtpAddress.parse(url),
  ehloName: 'onasty.example',
  isPrivateNetwork: false,
});
