import type { AppError } from '../../app-error.js';
import { errorResponses, type ErrorData } from '../error-responses.js';

export function renderError({ code, message, data }: AppError, requestId: string) {
  const { status, details = [], headers, code: publicCode = code } = errorResponses[code];
  return {
    status,
    headers: headers?.(data) ?? {},
    body: { message, code: publicCode, request_id: requestId, ...wireFields(data, details) },
  };
}

function wireFields(data: ErrorData, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = data[name] ?? undefined;
      return value === undefined ? [] : [[snakeCase(name), value]];
    }),
  );
}

const snakeCase = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
