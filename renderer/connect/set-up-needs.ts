import type { ServiceSetUp, ServiceView } from '../../ipc/service-view.js';
import type { SetUpDraft } from '../store/window-store.js';

type Needs = Omit<Extract<ServiceSetUp, { kind: 'needs_client' }>, 'kind'>;

/** What the form asks for. A service that is set up already keeps all but its client. */
export function needsOf({ setUp }: ServiceView): Needs {
  return setUp.kind === 'needs_client' ? setUp : { secret: null, hasDocs: false, variables: [] };
}

/** A field of the form: a variable by its name, apart from the two that every service has. */
export type SetUpField = `variable:${string}` | 'clientId' | 'clientSecret';

/** What is missing before anyone is asked, in the order of the form. */
export function missingFields(draft: SetUpDraft, needs: Needs): readonly SetUpField[] {
  const filled = (value: string | undefined) => value !== undefined && value.trim() !== '';
  const missing: SetUpField[] = needs.variables
    .filter(({ name }) => !filled(draft.variables[name]))
    .map(({ name }) => `variable:${name}` as const);
  if (!filled(draft.clientId)) missing.push('clientId');
  if (needs.secret === 'required' && !filled(draft.clientSecret)) missing.push('clientSecret');
  return missing;
}
