import type { ResponseAdjustment } from '../main/oauth/token-response-adjustments.js';

/** A record, so that none can be missing. */
const all: Readonly<Record<ResponseAdjustment, true>> = {
  token_type_missing: true,
  token_type_spelling: true,
  scopes_in_answer: true,
  scopes_unreadable: true,
  lifetime_form: true,
  lifetime_in_milliseconds: true,
  lifetime_negative: true,
  lifetime_unreadable: true,
  refresh_lifetime_name: true,
  response_form: true,
  tokens_nested: true,
  id_token_disregarded: true,
};

export const everyResponseAdjustment = Object.keys(all) as readonly ResponseAdjustment[];
