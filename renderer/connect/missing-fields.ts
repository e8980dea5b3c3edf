import type { ServiceVariableView } from '../../ipc/service-view.js';
import type { SetUpDraft } from '../store/window-store.js';

/** A field of the form: a variable of this service, or one that every service has. */
export type SetUpField = `variable:${string}` | 'clientId' | 'clientSecret';

/** The parts of the server's address that are empty. */
export function missingVariables({ needs, variables }: SetUpDraft): readonly ServiceVariableView[] {
  return needs.variables.filter(({ name }) => (variables[name] ?? '').trim() === '');
}

/** The required fields that are empty, in the order of the form. */
export function missingFields(draft: SetUpDraft): readonly SetUpField[] {
  const { needs, clientId, clientSecret } = draft;
  const missing: SetUpField[] = missingVariables(draft).map(
    ({ name }) => `variable:${name}` as const,
  );
  if (clientId.trim() === '') missing.push('clientId');
  if (needs.secret === 'required' && clientSecret.trim() === '') missing.push('clientSecret');
  return missing;
}

/** Sign-ins by a code need a secret only where the service requires one of every app. */
export function takesSecret({ needs, usesDeviceCode = false }: SetUpDraft): boolean {
  return needs.secret === 'required' || (needs.secret !== 'no' && !usesDeviceCode);
}
