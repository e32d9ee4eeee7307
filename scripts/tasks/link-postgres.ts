import { linkLibraries } from '../../libs/database/embedded/binaries.js';

/** Prepares the programs of the embedded PostgreSQL; a machine without them uses an external server. */
await linkLibraries().catch(() => undefined);
