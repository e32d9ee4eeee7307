const SAMPLE_BYTES = 16 * 1_024 * 1_024;
const SAMPLE_PERCENT = `LEAST(100, 100.0 * ${SAMPLE_BYTES} / GREATEST(pg_relation_size('note_payload'), 1))`;

/** Measured hot path: estimates from a sample, since a scan of every payload would take minutes. */
export const storedBytes = {
  name: 'stored-bytes',
  text: `
    SELECT (COALESCE(sum(octet_length(content)), 0) * 100 / ${SAMPLE_PERCENT})::float8 AS bytes
      FROM note_payload TABLESAMPLE SYSTEM (${SAMPLE_PERCENT})`,
};

/** Measured hot path: sums lengths without reading the content. */
export const storedBytesOfAuthor = {
  name: 'stored-bytes-of-author',
  text: `
    SELECT COALESCE(sum(octet_length(content)), 0)::float8 AS bytes FROM note_payload WHERE author_id = $1::uuid`,
};
