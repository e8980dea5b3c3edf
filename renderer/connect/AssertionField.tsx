import { useMessage } from '../components/message.js';
import { SelectField } from '../components/SelectField.js';
import { TextField } from '../components/TextField.js';
import { useDraft, useIdentityProviders } from '../store/selectors.js';
import { editDraft } from '../store/ui-actions.js';

interface AssertionFieldProps {
  /** Why what was entered cannot be used; null when it can. */
  readonly problem: string | null;
}

/** The source of the assertion; absent where the sign-in method presents none. */
export function AssertionField({ problem }: AssertionFieldProps) {
  const message = useMessage();
  const { method, assertion } = useDraft();
  const providers = useIdentityProviders();
  if (method === 'workload_identity') {
    return (
      <TextField
        data-field="assertion"
        label={message('assertion.path')}
        value={assertion?.kind === 'file' ? assertion.path : ''}
        onChange={(path) => editDraft({ assertion: { kind: 'file', path } })}
        hint={message('assertion.pathHint')}
        problem={problem}
        maxLength={4096}
        spellCheck={false}
      />
    );
  }
  if (method !== 'enterprise_managed') return null;
  const none = { value: '', text: message('assertion.providerNone') };
  const options = providers.map(({ id, label, serviceName }) => ({
    value: id,
    text: message('assertion.providerOption', { label, service: serviceName }),
  }));
  return (
    <SelectField
      label={message('assertion.provider')}
      value={assertion?.kind === 'identity_provider' ? assertion.connectionId : ''}
      options={[none, ...options]}
      onChange={(connectionId) =>
        editDraft({ assertion: { kind: 'identity_provider', connectionId } })
      }
      hint={message('assertion.providerHint')}
      problem={problem}
    />
  );
}
