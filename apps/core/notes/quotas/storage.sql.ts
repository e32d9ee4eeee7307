import { NOTE_ROW_BYTES, PAYLOAD_ROW_BYTES } from './note-cost.js';

const SAMPLE_BYTES = 16 * 1_024 * 1_024;
const sampledPercent = (table: string) =>
  `LEAST(100, 100.0 * ${SAMPLE_BYTES} / GREATEST(pg_relation_size('${table}'), 1))`;
const estimate = (table: string, bytes: string) => `
    (SELECT COALESCE(sum(${bytes}), 0) * 100 / ${sampledPercent(table)}
       FROM ${table} TABLESAMPLE SYSTEM (${sampledPercent(table)}))`;

/** Measured hot path: estimates from samples, since a scan of every note would take minutes. Includes tombstones. */
export const storedBytes = {
  name: 'stored-bytes',
  text: `
    SELECT (${estimate('note', String(NOTE_ROW_BYTES))}
          + ${estimate('note_payload', `octet_length(content) + ${PAYLOAD_ROW_BYTES}`)})::float8 AS bytes`,
};

/** Measured hot path: sums lengths without reading the content. */
export const storedBytesOfAuthor = {
  name: 'stored-bytes-of-author',
  text: `
    SELECT COALESCE(sum(octet_length(content) + ${NOTE_ROW_BYTES + PAYLOAD_ROW_BYTES}), 0)::float8 AS bytes
      FROM note_payload WHERE author_id = $1::uuid`,
};
