import { describe, expect, it } from 'vitest';
import { parseSmtpUrl } from './smtp-server-address.js';

describe('parseSmtpUrl', () => {
  it('reads host, port and the way to TLS', () => {
    expect(parseSmtpUrl('smtp://mail.example.com')).toMatchObject({
      host: 'mail.example.com',
      port: 587,
      secure: false,
    });
    expect(parseSmtpUrl('smtps://mail.example.com')).toMatchObject({ port: 465, secure: true });
    expect(parseSmtpUrl('smtp://[::1]:2525')).toMatchObject({ host: '::1', port: 2_525 });
  });

  it.each(['localhost', '127.0.0.1', '127.0.0.53', '[::1]'])('finds %s on this machine', (host) => {
    expect(parseSmtpUrl(`smtp://${host}`).isLoopback).toBe(true);
  });

  it.each(['127.0.0.1.example.com', 'localhost.example.com', '10.0.0.1'])('finds %s elsewhere', (host) => {
    expect(parseSmtpUrl(`smtp://${host}`).isLoopback).toBe(false);
  });

  it('accepts a percent-encoded user and password', () => {
    expect(parseSmtpUrl('smtp://ada%40example.com:p%3Ass@mail.example.com').credentials).toEqual({
      user: 'ada@example.com',
      pass: 'p:ss',
    });
    expect(parseSmtpUrl('smtp://mail.example.com').credentials).toBeNull();
  });
});
