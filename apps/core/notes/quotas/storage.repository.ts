import { Injectable } from '@nestjs/common';
import { Database } from '#libs/database';
import * as sql from './storage.sql.js';

@Injectable()
export class StorageRepository {
  constructor(private readonly database: Database) {}

  async storedBytes(): Promise<number> {
    const [row] = await this.database.query<{ bytes: number }>(sql.storedBytes, []);
    return row?.bytes ?? 0;
  }

  async storedBytesOfAuthor(authorId: string): Promise<number> {
    const [row] = await this.database.query<{ bytes: number }>(sql.storedBytesOfAuthor, [authorId]);
    return row?.bytes ?? 0;
  }
}
