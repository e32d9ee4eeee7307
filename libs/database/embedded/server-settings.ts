const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  // A socket file would need a short path.
  unix_socket_directories: '',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  max_connections: '100',
  // Few processes and little memory, for a team on a small machine.
  shared_buffers: '32MB',
  io_method: 'sync',
  max_logical_replication_workers: '0',
  max_parallel_workers: '0',
  jit: 'off',
  // Logs must hold neither values nor statements.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_parameter_max_length_on_error: '0',
};

/** Returns the command line of the server. pg_ctl passes it to a shell, so no value may contain a space. */
export function serverSettings(port: number, further: Readonly<Record<string, string>>): string {
  const settings = Object.entries({ ...SETTINGS, ...further });
  return [`-p ${port}`, ...settings.map(([name, value]) => `-c ${name}=${value}`)].join(' ');
}
