import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { apiRoute } from '../../http/openapi.js';
import { AccessTokens } from './access-tokens.js';
import { jwksSchema } from './sessions.dto.js';

@ApiTags('sessions')
@Controller('.well-known/jwks.json')
export class JwksController {
  constructor(private readonly accessTokens: AccessTokens) {}

  @Get()
  @apiRoute('List the public keys of access tokens. In the format of RFC 7517.', 200, jwksSchema, [])
  keys() {
    return this.accessTokens.jwks();
  }
}
