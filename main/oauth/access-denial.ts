/**
 * Tells a user's refusal from the server's, and both from an unsupported prompt. RFC 6749 §4.1.2.1 has
 * only `access_denied`, and servers have other names for it.
 */
import type { Meaning } from './refusal.js';

const byUser: Meaning = ['user_cancelled', 'access_denied'];
const byServer: Meaning = ['rejected_response', 'account_refused'];
const promptRefused: Meaning = ['rejected_response', 'prompt_refused'];
const tooLate: Meaning = ['rejected_response', 'authentication_expired'];

/** LinkedIn's `user_cancelled_login`, Microsoft's `authorization_declined` and others. */
const cancellations =
  /cancel|declin|abort|dismiss|(user|owner|login|sign_?in|consent)_?(has_)?(denied|den(y|ies)|refused|rejected)|(denied|refused|rejected|closed)_by_(the_)?(end_?|resource_)?(user|owner)|^consent_not_given$/;

/** `access_denied` as servers spell it. */
const isDenial = /^((access|authori[sz]ation|permission)[_ -]?)?(denied|rejected|refused)$/;

/** Keycloak says it in the description of `temporarily_unavailable`. */
const expirations =
  /\b(authentication|login|sign ?in|authori[sz]ation|interaction) ?(session )?(has )?(expired|timed out|timeout)\b/;

/**
 * @param error of an authorization response, or of a token response while the user is deciding
 * @param description empty: there is none
 * @returns null: the error is about something else
 */
export function meaningOfDenial(error: string, description: string): Meaning | null {
  const name = error.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
  const text = plain(description);
  if (/^(invalid|unsupported|unknown)_prompt|^prompt_/.test(name)) return promptRefused;
  if (name === 'invalid_request' && /\bprompt\b/.test(text)) return promptRefused;
  if (name === 'authentication_expired') return tooLate;
  if (name === 'temporarily_unavailable') return expirations.test(text) ? tooLate : null;
  if (cancellations.test(name)) return byUser;
  return isDenial.test(name) ? meaningOfWords(text) : null;
}

/** Lower case, and nothing but words. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[’'`]/g, '')
    .replace(/[^\p{L}\p{N}\uFFFD.;]+/gu, ' ')
    .trim();
}

/** Faults of an account, a membership or a rule. */
const accountFaults = [
  /\bnot (yet )?(been )?(assigned|a member|members?|allowed|permitted|authori[sz]ed|eligible|enabled|entitled|invited|licen[sc]ed|approved|activated|verified|registered|provisioned|enrolled|part of|in the (group|role|organi[sz]ation|team|list)|granted access)\b/,
  /\b(is|are|was|were|been) (blocked|suspended|disabled|locked|deactivated|inactive|banned|restricted|unassigned|unverified|excluded|limited|forbidden|prohibited|ineligible)\b/,
  /\b(no|without|lacks?|lacking|missing|insufficient|requires?|required|need(s|ed)?) (a |an |the |any |valid |active |necessary |required |sufficient )*(access|permissions?|privileges?|rights?|roles?|membership|subscription|licen[sc]e|entitlement|group|assignment|verification|verified|e ?mail|mfa|multi ?factor|two ?factor|2fa|seat)\b/,
  /\b(does not|doesnt|do not|dont|did not|cannot|can not|cant|must) (have|belong|exist|meet|match|access|use|sign|log|be|verify)\b/,
  /\b(only|restricted to|limited to|reserved for)\b[^.;]{0,60}\b(members?|users?|accounts?|employees?|staff|internal|organi[sz]ations?|domains?|tenants?|admins?|administrators?|groups?|teams?)\b/,
  /\b(policy|policies|rule|rules|conditional access|risk|country|region|ip address|location|device|verify your|contact your)\b/,
  /\b(unauthori[sz]ed|unknown|invalid|disallowed|blocked|suspended|disabled|locked|inactive|unverified) (e ?mail|user|account|domain|member|tenant|organi[sz]ation)\b/,
  /\baadsts(50105|50105\d*|50020|50034|50053|50057|53000|53001|53002|53003|53004|530003|500011|90072|700016|500014)\b/,
];

/** The user chose, in English and in the stems of a few languages that servers translate to. */
const choices =
  /\b(cancel\w*|declin\w*|abort\w*|dismiss\w*|annul\w*|abgebrochen|abgelehnt|cancelad\w*)\b|\b(user|owner|customer|person|you|they)\b[^.;]{0,40}\b(den(ied|ies|y)|refus\w*|reject\w*|disagree\w*|closed|(did not|didnt|does not|doesnt|chose not to|not) (consent|agree|authori[sz]e|allow|approve|grant|give|accept|confirm)\w*)\b|\b(den(ied|ial)|refused|rejected) by (the )?(end )?(user|resource owner|owner)\b|\bconsent\b[^.;]{0,20}\b(denied|refused|rejected|not (given|granted))\b/;

/** Says no more than the code does. */
const commonplace =
  /^(the )?(access|request|authori[sz]ation|permissions?|login|sign ?in|consent|application|app)?( to [\w ]{0,40})?( request)? ?(was |is |has been |have been )?(denied|refused|rejected|not (granted|allowed)|error|failed)\.?$|resource owner or (the )?authori[sz]ation server/;

/** A description that is neither is in the server's own words, so no choice of the user. */
function meaningOfWords(text: string): Meaning {
  const isChoice = choices.test(text) && !/\b(policy|rule|administrator|admin)\b/.test(text);
  if (isChoice && !/\bnot assigned\b|\baadsts50105\b/.test(text)) return byUser;
  if (accountFaults.some((each) => each.test(text))) return byServer;
  const isReadable = /^[\p{ASCII}]*$/u.test(text) && text.split(' ').length > 2;
  return isReadable && !commonplace.test(text) ? byServer : byUser;
}
