import { Module } from '@nestjs/common';
import { routableUrl } from '../../core/http/requests/routable-url.js';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';

@Module({})
class BareModule {}

export function createBareApp(): Promise<NestFastifyApplication> {
  return NestFactory.create<NestFastifyApplication>(
    BareModule,
    new FastifyAdapter({ rewriteUrl: ({ url = '/' }) => routableUrl(url) }),
    { logger: false },
  );
}
