import { ApiError, NetworkError } from './errors.js';
import { isRecord, isString } from './guards.js';

export interface Connection {
  baseUrl: string;
  fetch: typeof globalThis.fetch;
}

export interface ApiRequest {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  /** Sent as JSON. */
  body?: object;
  headers?: Record<string, string | undefined>;
  /** Lets the request outlive the page. */
  keepalive?: boolean;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
}

export interface ApiResponse {
  status: number;
  headers: Headers;
  text: string;
}

/** Like `send`, but returns the JSON value of the body, null without one. */
export async function sendForJson(connection: Connection, request: ApiRequest): Promise<unknown> {
  return jsonOf(await send(connection, request));
}

/** Returns a 2xx response. @throws {ApiError} for any other status, {NetworkError} without a complete response */
export async function send(connection: Connection, request: ApiRequest): Promise<ApiResponse> {
  const response = await exchange(connection, request);
  if (response.status >= 200 && response.status <= 299) return response;
  const body = parseJson(response.text);
  throw apiError(response.status, response.headers, isRecord(body) ? body : {});
}

/** Returns null without a body. @throws {NetworkError} if the body is not JSON */
export function jsonOf({ text }: ApiResponse): unknown {
  const body = parseJson(text);
  if (body === undefined) throw new NetworkError();
  return body;
}

async function exchange(connection: Connection, request: ApiRequest): Promise<ApiResponse> {
  const { signal: callerSignal } = request;
  callerSignal?.throwIfAborted();
  const attempt = new AbortController();
  const abort = () => attempt.abort();
  const timer = setTimeout(abort, request.timeoutMs);
  callerSignal?.addEventListener('abort', abort, { once: true });
  try {
    const response = await connection.fetch(connection.baseUrl + request.path, init(request, attempt.signal));
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch (cause) {
    callerSignal?.throwIfAborted();
    throw new NetworkError({ cause });
  } finally {
    clearTimeout(timer);
    callerSignal?.removeEventListener('abort', abort);
  }
}

function init({ method, body, headers, keepalive = false }: ApiRequest, signal: AbortSignal): RequestInit {
  const entries = Object.entries({ ...headers, ...(body && { 'content-type': 'application/json' }) });
  return {
    method,
    headers: entries.filter((header): header is [string, string] => header[1] !== undefined),
    signal,
    keepalive,
    credentials: 'same-origin',
    ...(body && { body: JSON.stringify(body) }),
  };
}

/** Returns undefined for text that is not JSON. */
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
    message: isString(message) ? message : `The server responded with ${status}.`,
    requestId: isString(requestId) ? requestId : headers.get('x-request-id'),
    details,
    ...(retryAfter !== null && /^\d+$/.test(retryAfter) && { retryAfterSeconds: Number(retryAfter) }),
  });
}
