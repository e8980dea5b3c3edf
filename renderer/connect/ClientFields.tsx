import { useMessage } from '../components/message.js';
import { SecretArea } from '../components/SecretArea.js';
import { TextField } from '../components/TextField.js';
import { useDraft, useSecretSent } from '../store/selectors.js';
import { editDraft } from '../store/ui-actions.js';

interface ClientFieldsProps {
  /** False: the app can register itself. */
  readonly required: boolean;
  /** Why what was entered cannot be used; null when it can. */
  readonly problems: { readonly clientId: string | null; readonly clientSecret: string | null };
}

/** The client ID and the secret of another service. */
export function ClientFields({ required, problems }: ClientFieldsProps) {
  const message = useMessage();
  const { clientId, clientSecret, method } = useDraft();
  const secretSent = useSecretSent();
  const secretHint =
    method === 'service_account' ? 'client.secretHint' : 'client.secretOptionalHint';
  return (
    <>
      <TextField
        data-field="clientId"
        label={message('client.id')}
        value={clientId}
        onChange={(value) => editDraft({ clientId: value })}
        hint={message(required ? 'client.idHint' : 'client.idOptionalHint')}
        problem={problems.clientId}
        maxLength={1024}
      />
      <SecretArea
        data-field="clientSecret"
        label={message('client.secret')}
        value={clientSecret}
        onChange={(value) => editDraft({ clientSecret: value })}
        hint={message(secretSent ? 'client.secretAgain' : secretHint)}
        problem={problems.clientSecret}
        maxLength={16_384}
      />
    </>
  );
}
