const API_PATH = /^\/(?:api|health)\//;

/** The router rejects undecodable paths, but the pages of the web UI explain damaged links themselves. */
export function routableUrl(url: string): string {
  return !url.includes('%') || API_PATH.test(url) || isDecodable(url) ? url : url.replaceAll('%', '%25');
}

function isDecodable(url: string): boolean {
  try {
    return decodeURI(url) !== '';
  } catch {
    return false;
  }
}
