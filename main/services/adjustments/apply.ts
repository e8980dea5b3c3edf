/** Applies a service's adjustments to the requests that are sent to it and to their responses. */
import type {
  Adjustment,
  AdjustmentName,
  PlainName,
} from '../../connections/service-adjustment.js';
import type { Adjuster } from '../../ports/adjuster.js';
import { commaScopes, scopesInAnswer } from './comma-scopes.js';
import { githubErrors } from './github-errors.js';
import { jsonRequestBody } from './json-request-body.js';
import { refreshEndpoint } from './refresh-endpoint.js';
import { notionVersion, twitchClientId } from './required-header.js';
import {
  githubRevocation,
  hubspotRevocation,
  revocationByBearer,
  twitchRevocation,
} from './revocation.js';
import type { AdjustmentRule, Fetch, Setting } from './rule.js';
import { slackErrors, slackIdentity, slackUserToken } from './slack.js';
import { tokenTypeMissing } from './token-type-missing.js';
import { userinfoByPost, userinfoFields } from './userinfo.js';

const rules: Readonly<Record<PlainName, AdjustmentRule>> = {
  comma_scopes: commaScopes,
  scopes_in_answer: scopesInAnswer,
  json_request_body: jsonRequestBody,
  notion_version: notionVersion,
  token_type_missing: tokenTypeMissing,
  github_errors: githubErrors,
  github_revocation: githubRevocation,
  slack_user_token: slackUserToken,
  slack_errors: slackErrors,
  slack_identity: slackIdentity,
  revocation_by_bearer: revocationByBearer,
  hubspot_revocation: hubspotRevocation,
  twitch_revocation: twitchRevocation,
  twitch_client_id: twitchClientId,
  userinfo_by_post: userinfoByPost,
};

/**
 * Innermost, next to the network, first: responses pass down this list, requests up. The order in
 * which a definition names its adjustments does not matter.
 */
const order: readonly AdjustmentName[] = [
  ...(['refresh_endpoint', 'notion_version', 'twitch_client_id', 'json_request_body'] as const),
  ...(['userinfo_by_post', 'slack_errors', 'revocation_by_bearer', 'github_revocation'] as const),
  ...(['hubspot_revocation', 'twitch_revocation', 'github_errors', 'slack_user_token'] as const),
  ...(['token_type_missing', 'scopes_in_answer', 'comma_scopes', 'slack_identity'] as const),
  'userinfo_fields',
];

export const adjuster: Adjuster = {
  fetch: adjustedFetch,
  authorizationUrl: adjustedAuthorizationUrl,
};

/** Wraps the bounded fetch so that protocol code sees a service that follows the standard. */
export function adjustedFetch(
  adjustments: readonly Adjustment[],
  setting: Setting,
  fetch: Fetch,
): Fetch {
  return inOrder(adjustments).reduce(
    (inner, { fetch: around }) => around?.(inner, setting) ?? inner,
    fetch,
  );
}

/** The authorization URL as the service expects it; state, PKCE and redirect URI stay as they are. */
export function adjustedAuthorizationUrl(adjustments: readonly Adjustment[], url: string): string {
  return inOrder(adjustments).reduce(
    (adjusted, { authorizationUrl }) => authorizationUrl?.(adjusted) ?? adjusted,
    new URL(url),
  ).href;
}

function inOrder(adjustments: readonly Adjustment[]): readonly AdjustmentRule[] {
  return adjustments
    .toSorted((one, other) => order.indexOf(one.name) - order.indexOf(other.name))
    .map(ruleOf);
}

function ruleOf(adjustment: Adjustment): AdjustmentRule {
  switch (adjustment.name) {
    case 'userinfo_fields':
      return userinfoFields(adjustment);
    case 'refresh_endpoint':
      return refreshEndpoint(adjustment.url);
    default:
      return rules[adjustment.name];
  }
}
