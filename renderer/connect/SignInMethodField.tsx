import { useMessage } from '../components/message.js';
import { SelectField } from '../components/SelectField.js';
import { useDraft } from '../store/selectors.js';
import { editDraft } from '../store/ui-actions.js';

const methods = [
  'automatic',
  'app_link',
  'local_address',
  'device_code',
  'service_account',
  'workload_identity',
  'enterprise_managed',
] as const;

/** Selects the sign-in method; a code on another device only where the server offers one. */
export function SignInMethodField({ hasDeviceCode }: { readonly hasDeviceCode: boolean }) {
  const message = useMessage();
  const { method } = useDraft();
  const offered = methods.filter(
    (value) => value !== 'device_code' || hasDeviceCode || value === method,
  );
  return (
    <SelectField
      label={message('signInMethod.label')}
      value={method}
      options={offered.map((value) => ({ value, text: message(`signInMethod.${value}.name`) }))}
      onChange={(chosen) => editDraft({ method: chosen })}
      hint={message(`signInMethod.${method}.hint`)}
    />
  );
}
