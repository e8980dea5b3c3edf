/**
 * Recognises errors that only an administrator can resolve. No RFC has a code for that, so servers
 * say it in the description beside a code with another meaning; Microsoft Entra ID by number.
 */
const codes = new Set([
  'access_denied',
  'consent_required',
  'interaction_required',
  'invalid_grant',
]);

const descriptions = [
  /\bAADSTS(?:90093|90094|900941|90095)\b/,
  /\badmin(?:istrator)?(?:['’]s)? (?:consent|approval)\b/i,
  /\b(?:consent|approval|approved) (?:of|by|from) (?:an?|the|your) (?:\w+ )?admin/i,
];

export function needsAdministrator(error: string, description: string): boolean {
  return codes.has(error) && descriptions.some((each) => each.test(description));
}
