import type { FailureCode } from '../ipc/failure.js';

/** The one button of a failure: what it does is decided where the failure is shown. */
export type Remedy =
  | 'try_again'
  | 'sign_in_again'
  | 'change_settings'
  | 'paste_again'
  | 'unlock'
  | 'choose_protection'
  | 'close';

/** Every failure has a way on; a code without one does not compile. */
export const remedies: Readonly<Record<FailureCode, Remedy>> = {
  access_denied: 'try_again',
  account_selection_needed: 'try_again',
  admin_consent_needed: 'sign_in_again',
  sign_in_expired: 'try_again',
  sign_in_interrupted: 'try_again',
  code_refused: 'try_again',
  answer_from_other_service: 'try_again',
  answer_rejected: 'try_again',
  address_not_ours: 'paste_again',
  address_of_other_sign_in: 'paste_again',
  server_address_invalid: 'change_settings',
  server_insecure: 'change_settings',
  server_unreachable: 'try_again',
  server_certificate: 'try_again',
  client_certificate_wanted: 'try_again',
  server_not_oauth: 'change_settings',
  server_issuer_mismatch: 'change_settings',
  server_fault: 'try_again',
  server_busy: 'try_again',
  client_id_missing: 'change_settings',
  client_refused: 'change_settings',
  registration_refused: 'sign_in_again',
  redirect_refused: 'change_settings',
  scope_refused: 'change_settings',
  request_refused: 'change_settings',
  grant_type_refused: 'change_settings',
  refused_without_reason: 'try_again',
  refused_repeatedly: 'sign_in_again',
  response_rejected: 'try_again',
  clock_mismatch: 'try_again',
  network_down: 'try_again',
  network_timeout: 'try_again',
  network_intercepted: 'try_again',
  proxy_refused: 'try_again',
  outcome_unknown: 'try_again',
  grant_refused: 'sign_in_again',
  interaction_required: 'sign_in_again',
  copy_restored: 'sign_in_again',
  refresh_interrupted: 'sign_in_again',
  refresh_token_missing: 'sign_in_again',
  revocation_refused: 'try_again',
  browser_not_opened: 'try_again',
  redirect_not_possible: 'try_again',
  storage_locked: 'unlock',
  storage_not_chosen: 'choose_protection',
  storage_full: 'try_again',
  storage_failed: 'try_again',
  newer_version: 'sign_in_again',
  start_at_login_refused: 'try_again',
  passphrase_wrong: 'try_again',
  passphrase_too_short: 'try_again',
  recovery_mistyped: 'try_again',
  recovery_wrong: 'try_again',
  recovery_not_confirmed: 'try_again',
  printer_missing: 'try_again',
  printing_failed: 'try_again',
  not_found: 'close',
  already_busy: 'close',
  invalid_request: 'try_again',
  unexpected: 'try_again',
};
