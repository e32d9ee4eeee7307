const VERB = /\b(SELECT|INSERT|UPDATE|DELETE|MERGE)\b/i;
const TABLE = /\b(?:FROM|INTO|UPDATE(?!\s+SET\b))\s+(?:ONLY\s+)?(?:"?\w+"?\.)?"?([a-z_]\w*)"?/i;

/** Returns the operation and the first table of a statement, such as `SELECT note`, without any value. */
export function statementSummary(sql: string): string {
  const withoutText = sql.replaceAll(/'(?:[^']|'')*'/g, "''");
  const verb = VERB.exec(withoutText);
  if (verb === null) return /^\s*([a-z]+)/i.exec(withoutText)?.[1]?.toUpperCase() ?? 'statement';
  const operation = verb[0].toUpperCase();
  const table = TABLE.exec(withoutText.slice(verb.index))?.[1];
  return table === undefined ? operation : `${operation} ${table}`;
}
