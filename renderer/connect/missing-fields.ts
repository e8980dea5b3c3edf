import type { SetUpDraft } from '../store/window-store.js';

/** A field of the form: a variable of this service, or one that every service has. */
export type SetUpField = `variable:${string}` | 'clientId' | 'clientSecret';

/** The required fields that are empty, in the order of the form. */
export function missingFields(draft: SetUpDraft): readonly SetUpField[] {
  const { needs, clientId, clientSecret, variables } = draft;
  const missing: SetUpField[] = needs.variables
    .filter(({ name }) => (variables[name] ?? '').trim() === '')
    .map(({ name }) => `variable:${name}` as const);
  if (clientId.trim() === '') missing.push('clientId');
  if (needs.secret === 'required' && clientSecret.trim() === '') missing.push('clientSecret');
  return missing;
}
