import type { INestApplicationContext } from '@nestjs/common';
import type { Registry, RegistryContentType } from 'prom-client';
import { observeStorageUsage } from './quotas/storage.metrics.js';
import { StorageUsage } from './quotas/storage-usage.js';
import { NotesSweeper } from './sweep/notes.sweeper.js';
import { observeSweeper } from './sweep/sweep.metrics.js';
import { SweepRepository } from './sweep/sweep.repository.js';

export function observeNotes(registry: Registry<RegistryContentType>, app: INestApplicationContext): void {
  observeStorageUsage(registry, app.get(StorageUsage));
  observeSweeper(registry, app.get(NotesSweeper), app.get(SweepRepository));
}
