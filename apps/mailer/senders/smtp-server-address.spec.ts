import { describe, expect, it } from 'vitest';
import { parseSmtpUrl } from './smtp-server-address.js';

describe('parseSmtpUrl', () => {
  it('requires encryption and a valid certificate, except on loopback', () => {
    expect(parseSmtpUrl('smtp://mail.example.com').options).toMatchObject({
      host: 'mail.example.com',
      port: 587,
      secure: false,
      requireTLS: true,
      tls: { rejectUnauthorized: true },
    });
    expect(parseSmtpUrl('smtps://mail.example.com').options).toMatchObject({ port: 465, secure: true });
    for (const host of ['localhost', '127.0.0.1', '127.0.0.53', '[::1]']) {
      expect(parseSmtpUrl(`smtp://${host}:2525`).options).toMatchObject({ port: 2_525, requireTLS: false });
    }
    for (const host of ['127.0.0.1.example.com', 'localhost.example.com', '10.0.0.1']) {
      expect(parseSmtpUrl(`smtp://${host}`).options).toMatchObject({ requireTLS: true });
    }
  });

  it('accepts a percent-encoded user and password', () => {
    expect(parseSmtpUrl('smtp://ada%40example.com:p%3Ass@mail.example.com').credentials).toEqual({
      user: 'ada@example.com',
      pass: 'p:ss',
    });
    expect(parseSmtpUrl('smtp://mail.example.com').credentials).toBeNull();
  });
});
