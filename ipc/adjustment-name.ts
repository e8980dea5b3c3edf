/** A way in which services differ from the standard (main/services/adjustments/). */
export type AdjustmentName =
  | 'comma_scopes'
  | 'scopes_in_answer'
  | 'json_request_body'
  | 'notion_version'
  | 'token_type_missing'
  | 'github_errors'
  | 'github_revocation'
  | 'slack_user_token'
  | 'slack_errors'
  | 'slack_identity'
  | 'revocation_by_bearer'
  | 'hubspot_revocation'
  | 'twitch_revocation'
  | 'twitch_client_id'
  | 'userinfo_by_post'
  | 'userinfo_fields'
  | 'refresh_endpoint';

/** A way in which the latest token response differed from the standard, noticed as it came. */
export type ResponseAdjustmentName =
  | 'token_type_missing'
  | 'token_type_spelling'
  | 'scopes_in_answer'
  | 'scopes_unreadable'
  | 'lifetime_form'
  | 'lifetime_in_milliseconds'
  | 'lifetime_negative'
  | 'lifetime_unreadable'
  | 'refresh_lifetime_name'
  | 'response_form'
  | 'tokens_nested'
  | 'id_token_disregarded';
