import { useMessage } from '../components/message.js';
import { SelectField } from '../components/SelectField.js';
import { useDraft } from '../store/selectors.js';
import { editDraft } from '../store/ui-actions.js';
import { looksLikeUrl } from './draft-problems.js';
import { redirectsToRegister } from './redirects-to-register.js';
import { RedirectToRegister } from './RedirectToRegister.js';

const methods = [
  'automatic',
  'app_link',
  'local_address',
  'device_code',
  'service_account',
  'workload_identity',
  'enterprise_managed',
] as const;

/** Selects the sign-in method and shows the redirect URIs that it needs at the server. */
export function SignInMethodField() {
  const message = useMessage();
  const { method, serverAddress } = useDraft();
  const redirects = redirectsToRegister[method];
  const address = serverAddress.trim();
  return (
    <>
      <SelectField
        label={message('signInMethod.label')}
        value={method}
        options={methods.map((value) => ({ value, text: message(`signInMethod.${value}.name`) }))}
        onChange={(chosen) => editDraft({ method: chosen })}
        hint={message(`signInMethod.${method}.hint`)}
      />
      {redirects.length === 0 ? null : (
        <RedirectToRegister
          of={looksLikeUrl(address) ? { kind: 'address', serverAddress: address } : null}
          methods={redirects}
          intro={message(redirects.length === 1 ? 'redirect.introOne' : 'redirect.intro')}
          later={message('anotherService.redirectLater')}
        />
      )}
    </>
  );
}
