/**
 * Whether an error says that only an administrator can go on. No RFC has a code for it, so servers
 * say it in words beside a code that means something else to everyone: Microsoft Entra ID by number.
 */
const codes = new Set([
  'access_denied',
  'consent_required',
  'interaction_required',
  'invalid_grant',
]);

const words = [
  /\bAADSTS(?:90093|90094|900941|90095)\b/,
  /\badmin(?:istrator)?(?:['’]s)? (?:consent|approval)\b/i,
  /\b(?:consent|approval|approved) (?:of|by|from) (?:an?|the|your) (?:\w+ )?admin/i,
];

export function needsAdministrator(error: string, description: string): boolean {
  return codes.has(error) && words.some((each) => each.test(description));
}
