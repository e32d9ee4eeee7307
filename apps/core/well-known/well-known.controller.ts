import { Controller, Get, Header, Inject, Redirect } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Config } from '#libs/config';
import { RouteNotFoundError } from '../http/http.errors.js';
import { ServesReaders } from '../http/route-options.js';
import { CLOCK, CONFIG, type Clock } from '../tokens.js';

/** RFC 9116 recommends less than a year. */
const LIFETIME_MS = 180 * 86_400_000;

/** Addresses that browsers, password managers and security researchers expect of every site. */
@ApiExcludeController()
@Controller('.well-known')
export class WellKnownController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly now: Clock,
  ) {}

  /** https://w3c.github.io/webappsec-change-password-url/ */
  @Get('change-password')
  @Redirect()
  changePassword() {
    return { url: `${this.config.frontendUrl}/account`, statusCode: 302 };
  }

  @Get('security.txt')
  @ServesReaders()
  @Header('content-type', 'text/plain; charset=utf-8')
  securityTxt(): string {
    const { frontendUrl, http } = this.config;
    if (http.securityContact === undefined) throw new RouteNotFoundError();
    return [
      `Contact: ${http.securityContact}`,
      `Expires: ${new Date(this.now() + LIFETIME_MS).toISOString()}`,
      'Preferred-Languages: en',
      `Canonical: ${frontendUrl}/.well-known/security.txt`,
      '',
    ].join('\n');
  }
}
