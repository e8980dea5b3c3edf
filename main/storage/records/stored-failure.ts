/**
 * The failure codes on disk. They have a list of their own, because stored codes outlive those of
 * the window: a code that is renamed in ipc/failure.ts keeps its stored name by `storedAs`.
 */
import * as z from 'zod';

import type { FailureCode } from '../../../ipc/failure.js';
import type { StoredFailure } from '../../connections/connection.js';
import { asStored, isUnknown, UnknownValue } from '../../connections/unknown-value.js';
import { exactly } from '../format/exactly.js';
import { object, orUnknown, tolerantEnum } from '../format/tolerant.js';

const code = exactly<FailureCode | UnknownValue>()(
  tolerantEnum(
    [
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
      'address_not_ours',
      'address_of_other_sign_in',
      'address_start_missing',
      'address_end_missing',
      'address_code_only',
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
      'network_down',
      'network_timeout',
      'network_intercepted',
      'proxy_refused',
      'outcome_unknown',
      'grant_refused',
      'interaction_required',
      'authentication_insufficient',
      'copy_restored',
      'refresh_interrupted',
      'refresh_token_missing',
      'assertion_file_missing',
      'assertion_file_invalid',
      'assertion_expired',
      'assertion_refused',
      'identity_provider_missing',
      'identity_provider_refused',
      'identity_provider_unavailable',
      'identity_sign_in_needed',
      'revocation_refused',
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
      'not_found',
      'already_busy',
      'invalid_request',
      'unexpected',
    ],
    { refresh_interrupted: 'renewal_interrupted' },
  ),
);

const asked = orUnknown(
  object({
    places: z
      .array(
        object({
          place: z.string(),
          answer: z.discriminatedUnion('kind', [
            object({ kind: z.literal('status'), status: z.number() }),
            object({ kind: z.literal('redirected') }),
            object({ kind: z.literal('none') }),
          ]),
        }),
      )
      .readonly(),
    more: z.number(),
  }),
);

const untrusted = orUnknown(
  object({ signer: z.string().nullable(), searched: z.array(z.string()).readonly() }),
);

/**
 * Code `newer_version` stands for every code that is unknown here. An unknown form of a member that only
 * adds to the failure is left out, and written back.
 */
export const failure = z.codec(
  object({
    code,
    cause: z.string(),
    host: z.string().nullable(),
    serverError: z.string().nullable(),
    asked: asked.optional(),
    untrusted: untrusted.optional(),
  }),
  // The encoder of a union may try this schema on an object that has no failure.
  z.custom<StoredFailure>((value) => typeof value === 'object' && value !== null),
  {
    decode({ code, asked, untrusted, ...rest }): StoredFailure {
      const members = Object.entries({ code, asked, untrusted });
      const unknown = members.flatMap(([name, value]) =>
        isUnknown(value) ? [[name, value.original] as const] : [],
      );
      return {
        ...rest,
        code: isUnknown(code) ? 'newer_version' : code,
        ...(asked && !isUnknown(asked) && { asked }),
        ...(untrusted && !isUnknown(untrusted) && { untrusted }),
        ...(unknown.length > 0 && { [asStored]: Object.fromEntries(unknown) }),
      };
    },
    encode({ [asStored]: unknown = {}, ...rest }) {
      const members = Object.entries(unknown).map(
        ([name, original]) => [name, new UnknownValue(original)] as const,
      );
      return { ...rest, ...Object.fromEntries(members) };
    },
  },
);
