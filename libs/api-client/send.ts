import { ApiError, NetworkError } from './errors.js';
import { isRecord, isString } from './guards.js';

export interface Connection {
  baseUrl: string;
  fetch: typeof globalThis.fetch;
}

export interface Question {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  body?: object;
  headers?: Record<string, string | undefined>;
  /** Lets the request outlive the page. */
  keepalive?: boolean;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

/**
 * The JSON value of a 2xx answer, null if it has no body.
 *
 * @throws {ApiError} for any other status
 * @throws {NetworkError} when no whole answer came in time, or it is no JSON
 */
export async function send(connection: Connection, question: Question): Promise<unknown> {
  return jsonOf(await sendForAnswer(connection, question));
}

/**
 * The whole of a 2xx answer, where its headers matter or it is no JSON.
 *
 * @throws {ApiError} for any other status
 * @throws {NetworkError} when no whole answer came in time
 */
export async function sendForAnswer(connection: Connection, question: Question): Promise<Answer> {
  const answer = await exchange(connection, question);
  if (answer.status >= 200 && answer.status <= 299) return answer;
  const body = parseJson(answer.text);
  throw apiError(answer.status, answer.headers, isRecord(body) ? body : {});
}

/**
 * Null if it has no body.
 *
 * @throws {NetworkError} when it is no JSON
 */
export function jsonOf({ text }: Answer): unknown {
  const body = parseJson(text);
  if (body === undefined) throw new NetworkError();
  return body;
}

async function exchange(connection: Connection, question: Question): Promise<Answer> {
  const { signal: givenUp } = question;
  givenUp?.throwIfAborted();
  const attempt = new AbortController();
  const abort = () => attempt.abort();
  const timer = setTimeout(abort, question.timeoutMs);
  givenUp?.addEventListener('abort', abort, { once: true });
  try {
    const response = await connection.fetch(
      connection.baseUrl + question.path,
      init(question, attempt.signal),
    );
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch (cause) {
    givenUp?.throwIfAborted();
    throw new NetworkError({ cause });
  } finally {
    clearTimeout(timer);
    givenUp?.removeEventListener('abort', abort);
  }
}

function init({ method, body, headers, keepalive = false }: Question, signal: AbortSignal): RequestInit {
  const given = Object.entries({ ...headers, ...(body && { 'content-type': 'application/json' }) });
  return {
    method,
    headers: given.filter((header): header is [string, string] => header[1] !== undefined),
    signal,
    keepalive,
    credentials: 'same-origin',
    ...(body && { body: JSON.stringify(body) }),
  };
}

/** Undefined for what is not JSON. */
function parseJson(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function apiError(status: number, headers: Headers, details: Record<string, unknown>): ApiError {
  const { message, code, request_id: requestId } = details;
  const retryAfter = headers.get('retry-after');
  return new ApiError({
    status,
    code: isString(code) ? code : `http.${status}`,
    message: isString(message) ? message : `The server answered ${status}.`,
    requestId: isString(requestId) ? requestId : headers.get('x-request-id'),
    details,
    ...(retryAfter !== null && /^\d+$/.test(retryAfter) && { retryAfterSeconds: Number(retryAfter) }),
  });
}
