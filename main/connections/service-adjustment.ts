/**
 * How services differ from the standard, by name; main/services/adjustments/ implements them. The
 * names are stored with each connection, so they never change.
 */
import * as z from 'zod';

/** Adjustments without parameters. */
export const adjustmentName = z.enum([
  'comma_scopes',
  'scopes_in_answer',
  'json_request_body',
  'notion_version',
  'token_type_missing',
  'github_errors',
  'github_revocation',
  'slack_user_token',
  'slack_errors',
  'slack_identity',
  'revocation_by_bearer',
  'hubspot_revocation',
  'twitch_revocation',
  'twitch_client_id',
  'userinfo_by_post',
]);

export type PlainName = z.infer<typeof adjustmentName>;

export type Adjustment =
  | { readonly name: PlainName }
  | {
      readonly name: 'userinfo_fields';
      readonly subject: string;
      readonly displayName?: string | undefined;
      readonly email?: string | undefined;
    }
  | { readonly name: 'refresh_endpoint'; readonly url: string };
export type AdjustmentName = Adjustment['name'];
