import { linkLibraries } from '../embedded/binaries.js';

/** Part of the build. A machine without the programs of the embedded PostgreSQL uses an external server. */
await linkLibraries().catch(() => undefined);
