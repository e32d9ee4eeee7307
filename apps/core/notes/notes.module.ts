import { Module } from '@nestjs/common';
import type { Config } from '#libs/config';
import { CONFIG } from '../config.provider.js';
import { AccountRooms } from './account-rooms.js';
import { MyNotesController } from './my-notes.controller.js';
import { MyNotesRepository } from './my-notes.repository.js';
import { MyNotesService } from './my-notes.service.js';
import { NoteCipher } from './note-cipher.js';
import { NoteQuotas } from './note-quotas.js';
import { StorageUsage } from './storage-usage.js';
import { NotesController } from './notes.controller.js';
import { NotesRepository } from './notes.repository.js';
import { NotesService } from './notes.service.js';
import { NotesSweeper } from './notes.sweeper.js';
import { StoredNotesRepository } from './stored-notes.repository.js';

@Module({
  controllers: [MyNotesController, NotesController],
  providers: [
    MyNotesService,
    MyNotesRepository,
    NotesService,
    NotesRepository,
    NotesSweeper,
    StoredNotesRepository,
    StorageUsage,
    NoteQuotas,
    AccountRooms,
    {
      provide: NoteCipher,
      inject: [CONFIG],
      useFactory: (config: Config) => new NoteCipher(config.notes.encryptionKeys),
    },
  ],
})
export class NotesModule {}
