import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { OauthController } from './oauth.controller.js';

/** The same routes under the other prefix of the original API. */
@ApiTags('oauth')
@Controller('v1/auth/oauth')
export class AuthOauthController extends OauthController {}
