import type { INestApplicationContext } from '@nestjs/common';
import { observeStorageUsage } from './quotas/storage.metrics.js';
import { StorageUsage } from './quotas/storage-usage.js';
import { NotesSweeper } from './sweep/notes.sweeper.js';
import { observeSweeper } from './sweep/sweep.metrics.js';
import { SweepRepository } from './sweep/sweep.repository.js';

/** Exports the gauges of notes. Call it once in each process. */
export function observeNotes(app: INestApplicationContext): void {
  observeStorageUsage(app.get(StorageUsage));
  observeSweeper(app.get(NotesSweeper), app.get(SweepRepository));
}
