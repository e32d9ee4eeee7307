import { Secret } from '#libs/config';

export const DATABASE = 'onasty';

export function serverUrl(
  role: string,
  password: Secret<string>,
  port: number,
  database = DATABASE,
): Secret<string> {
  return new Secret(
    `postgresql://${role}:${encodeURIComponent(password.reveal())}@127.0.0.1:${port}/${database}`,
  );
}
