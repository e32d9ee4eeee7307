/** Metric names that dashboards and alerts use, with the kind of each. */

export const OF_CORE = {
  http_request_latency_seconds: 'histogram',
  http_successful_requests_total: 'counter',
  http_failed_requests_total: 'counter',
  onasty_http_requests_in_flight: 'gauge',
  onasty_http_requests_limited_total: 'counter',
  onasty_http_requests_shed_total: 'counter',
  onasty_notes_created_total: 'counter',
  onasty_notes_read_total: 'counter',
  onasty_notes_expired_unread_total: 'counter',
  onasty_notes_stored_bytes_limit: 'gauge',
  onasty_notes_deleted_total: 'counter',
  onasty_note_wrong_passwords_total: 'counter',
  onasty_note_password_locks_total: 'counter',
  onasty_note_retried_reads_total: 'counter',
  onasty_notes_acknowledged_total: 'counter',
  onasty_note_time_to_read_seconds: 'histogram',
  onasty_sweeper_erased_total: 'counter',
  onasty_sweeper_lag_seconds: 'gauge',
  onasty_sweeper_last_run_timestamp_seconds: 'gauge',
  onasty_sign_ups_total: 'counter',
  onasty_confirmations_total: 'counter',
  onasty_sign_ins_total: 'counter',
  onasty_sign_in_failures_total: 'counter',
  onasty_password_hashes_running: 'gauge',
  onasty_password_hashes_waiting: 'gauge',
  onasty_password_hashes_refused_total: 'counter',
  onasty_password_hash_duration_seconds: 'histogram',
  onasty_database_pool_connections: 'gauge',
  onasty_database_pool_waiting: 'gauge',
  onasty_database_pool_size: 'gauge',
  onasty_database_statement_duration_seconds: 'histogram',
  onasty_database_errors_total: 'counter',
  onasty_redis_command_duration_seconds: 'histogram',
  onasty_redis_fallbacks_total: 'counter',
  onasty_circuit_open: 'gauge',
  onasty_outbox_waiting: 'gauge',
  onasty_outbox_oldest_seconds: 'gauge',
  onasty_outbox_published_total: 'counter',
  onasty_outbox_publish_errors_total: 'counter',
  onasty_outbox_redrives_total: 'counter',
  onasty_outbox_expired_total: 'counter',
};

export const OF_REDIS = { onasty_redis_up: 'gauge' };

export const OF_JETSTREAM = {
  onasty_jetstream_pending: 'gauge',
  onasty_jetstream_unacknowledged: 'gauge',
  onasty_jetstream_redelivered: 'gauge',
  onasty_nats_connected: 'gauge',
};

export const OF_MAIL = {
  mail_sent_total: 'counter',
  mail_failed_total: 'counter',
  onasty_mail_retried_total: 'counter',
  onasty_mail_server_failure: 'gauge',
  onasty_mail_dead_total: 'counter',
  onasty_mail_duplicates_total: 'counter',
  onasty_mail_send_duration_seconds: 'histogram',
  onasty_mail_time_to_send_seconds: 'histogram',
  onasty_circuit_open: 'gauge',
};

export const OF_RUNTIME = {
  onasty_build_info: 'gauge',
  onasty_log_lines_dropped_total: 'counter',
  process_cpu_seconds_total: 'counter',
  process_resident_memory_bytes: 'gauge',
  nodejs_eventloop_lag_p99_seconds: 'gauge',
  nodejs_heap_size_used_bytes: 'gauge',
};
