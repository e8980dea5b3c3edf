import { type LanguageChoice, languageChoices } from '../../ipc/language.js';
import { useMessage } from '../components/message.js';
import { SelectField } from '../components/SelectField.js';

interface LanguageFieldProps {
  readonly language: LanguageChoice;
  readonly onChange: (language: LanguageChoice) => void;
}

/** Each language by its own name, which those who need it can read. */
export function LanguageField({ language, onChange }: LanguageFieldProps) {
  const message = useMessage();
  return (
    <SelectField
      label={message('settings.language.label')}
      value={language}
      options={languageChoices.map((each) =>
        each === 'system'
          ? { value: each, text: message('settings.language.system') }
          : { value: each, text: ownName(each), language: each },
      )}
      onChange={onChange}
    />
  );
}

/** Capitalized as in a list: some languages write their own name small. */
function ownName(language: string): string {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  const [first = '', ...rest] = name;
  return first.toLocaleUpperCase(language) + rest.join('');
}
