/**
 * Why something failed, as data that crosses between processes. Electron keeps only the message of an
 * error, so nothing is thrown across: a reply is a `Result`.
 *
 * A failure has one code, and each code has one sentence on what happened, one on what to do and one
 * button (messages/). `cause` is the technical reason for "Details": it names error codes, hosts and
 * HTTP statuses, never a token, code, verifier or secret.
 */
import * as z from 'zod';

export const failureCode = z.enum([
  // the user or the service refused during sign-in
  'access_denied',
  'account_refused',
  'authentication_expired',
  'account_selection_needed',
  'authentication_not_met',
  'admin_consent_needed',
  'sign_in_expired',
  'sign_in_interrupted',
  'code_refused',
  'answer_from_other_service',
  'answer_rejected',
  'answer_without_state',
  'answer_too_long',
  'error_without_state',
  'answer_by_another_user',
  // an address pasted by hand
  'address_not_ours',
  'address_of_other_sign_in',
  'address_start_missing',
  'address_end_missing',
  'address_code_only',
  // the server and its settings
  'server_address_invalid',
  'server_insecure',
  'server_unreachable',
  'server_certificate',
  'client_certificate_wanted',
  'server_not_oauth',
  'server_endpoints_insecure',
  'server_metadata_invalid',
  'server_issuer_missing',
  'server_issuer_mismatch',
  'authorization_code_not_offered',
  'server_fault',
  'server_busy',
  'client_id_missing',
  'client_refused',
  'registration_refused',
  'registration_not_accepted',
  'redirect_refused',
  'scope_refused',
  'request_refused',
  'prompt_refused',
  'proof_refused',
  'grant_type_refused',
  'app_blocked',
  'tenant_unknown',
  'refused_without_reason',
  'refused_repeatedly',
  'response_rejected',
  'clock_mismatch',
  // the network on this side
  'network_down',
  'network_timeout',
  'network_intercepted',
  'proxy_refused',
  'outcome_unknown',
  // a grant that ended
  'grant_refused',
  'interaction_required',
  'authentication_insufficient',
  'copy_restored',
  'refresh_interrupted',
  'refresh_token_missing',
  // an assertion in place of a sign-in: of a platform, or of an identity provider
  'assertion_file_missing',
  'assertion_file_invalid',
  'assertion_expired',
  'assertion_refused',
  'identity_provider_missing',
  'identity_provider_refused',
  'identity_provider_unavailable',
  'identity_sign_in_needed',
  // revocation
  'revocation_refused',
  // this computer
  'address_too_long',
  'browser_not_opened',
  'gesture_missing',
  'redirect_not_possible',
  'link_scheme_taken',
  'storage_locked',
  'storage_not_chosen',
  'storage_full',
  'storage_failed',
  'newer_version',
  'start_at_login_refused',
  'settings_not_saved',
  'passphrase_wrong',
  'passphrase_too_short',
  'recovery_mistyped',
  'recovery_wrong',
  'recovery_not_confirmed',
  'printer_missing',
  'printing_failed',
  'file_not_saved',
  // the request itself
  'not_found',
  'already_busy',
  'invalid_request',
  'unexpected',
]);
export type FailureCode = z.infer<typeof failureCode>;

/** An address that was asked for metadata, and what it answered. */
const discoveryAttempt = z.object({
  /** With its method, unless that is GET; bounded. */
  place: z.string(),
  answer: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('status'), status: z.number() }),
    z.object({ kind: z.literal('redirected') }),
    z.object({ kind: z.literal('none') }),
  ]),
});
export type DiscoveryAttempt = Readonly<z.infer<typeof discoveryAttempt>>;

export const failure = z.object({
  code: failureCode,
  /** Technical reason in English for "Details", free of secrets; empty: there is nothing to add. */
  cause: z.string(),
  /** The server's host; null: no server took part. */
  host: z.string().nullable(),
  /** The server's `error` value (RFC 6749 §5.2), verbatim. */
  serverError: z.string().nullable(),
  /** The places where no server was found, and how many there are besides those listed. */
  asked: z.object({ places: z.array(discoveryAttempt).readonly(), more: z.number() }).optional(),
  /** The authority of the server's certificate, which this computer does not trust. */
  untrusted: z
    .object({
      /** The name that the certificate gives; null: it is signed by itself. */
      signer: z.string().nullable(),
      /** Files in which authorities were looked for; empty: the system's own store. */
      searched: z.array(z.string()).readonly(),
    })
    .optional(),
});
export type Failure = z.infer<typeof failure>;

export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };
