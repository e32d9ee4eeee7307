import { Module } from '@nestjs/common';
import type { Config } from '#libs/config';
import { NoticesModule } from '../notices/notices.module.js';
import { CONFIG } from '../tokens.js';
import { CreateNoteController } from './create/create-note.controller.js';
import { CreateNoteRepository } from './create/create-note.repository.js';
import { CreateNoteService } from './create/create-note.service.js';
import { NoteCipher } from './note-cipher.js';
import { NoteProtection } from './create/note-protection.js';
import { EditNoteService } from './own/edit-note.service.js';
import { OwnNotesController } from './own/own-notes.controller.js';
import { OwnNotesRepository } from './own/own-notes.repository.js';
import { OwnNotesService } from './own/own-notes.service.js';
import { ReceiptsController } from './receipts/receipts.controller.js';
import { ReceiptsRepository } from './receipts/receipts.repository.js';
import { ReceiptsService } from './receipts/receipts.service.js';
import { NoteQuotas } from './quotas/note-quotas.js';
import { StorageUsage } from './quotas/storage-usage.js';
import { StorageRepository } from './quotas/storage.repository.js';
import { MissLimiter } from './read/miss-limiter.js';
import { ReadNoteController } from './read/read-note.controller.js';
import { ReadNoteRepository } from './read/read-note.repository.js';
import { ReadNoteService } from './read/read-note.service.js';
import { NotesSweeper } from './sweep/notes.sweeper.js';
import { SweepRepository } from './sweep/sweep.repository.js';

@Module({
  imports: [NoticesModule],
  controllers: [OwnNotesController, CreateNoteController, ReadNoteController, ReceiptsController],
  providers: [
    CreateNoteService,
    CreateNoteRepository,
    NoteProtection,
    ReadNoteService,
    ReadNoteRepository,
    MissLimiter,
    OwnNotesService,
    OwnNotesRepository,
    EditNoteService,
    ReceiptsService,
    ReceiptsRepository,
    NoteQuotas,
    StorageUsage,
    StorageRepository,
    NotesSweeper,
    SweepRepository,
    {
      provide: NoteCipher,
      inject: [CONFIG],
      useFactory: (config: Config) => new NoteCipher(config.notes.encryptionKeys),
    },
  ],
})
export class NotesModule {}
