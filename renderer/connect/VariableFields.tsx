import type { ServiceVariableView } from '../../ipc/service-view.js';
import { useMessage } from '../components/message.js';
import { TextField } from '../components/TextField.js';
import { editSetUp } from '../store/ui-actions.js';
import type { SetUpDraft } from '../store/window-store.js';

interface VariableFieldsProps {
  readonly draft: SetUpDraft;
  readonly variables: readonly ServiceVariableView[];
  /** Marks those that are empty. */
  readonly checked: boolean;
}

/** The parts of the address of a service that runs on many servers. */
export function VariableFields({ draft, variables, checked }: VariableFieldsProps) {
  const message = useMessage();
  return variables.map(({ name, description, example }) => {
    const value = draft.variables[name] ?? '';
    return (
      <TextField
        key={name}
        data-field={`variable:${name}`}
        label={description}
        value={value}
        onChange={(typed) => editSetUp({ variables: { ...draft.variables, [name]: typed } })}
        hint={message('setUp.example', { example })}
        problem={checked && value.trim() === '' ? message('setUp.variableMissing') : null}
        maxLength={512}
      />
    );
  });
}
