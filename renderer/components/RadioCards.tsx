import { Label, RadioButton, RadioField, RadioGroup, Text } from 'react-aria-components/RadioGroup';

import styles from './RadioCards.module.css';

interface RadioCardsProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly title: string; readonly text: string }[];
  readonly onChange: (value: T) => void;
}

/** One choice of a few, each with a sentence that explains it. */
export function RadioCards<T extends string>(props: RadioCardsProps<T>) {
  const { label, value, options, onChange } = props;
  return (
    <RadioGroup
      className={styles.group ?? ''}
      value={value}
      onChange={(chosen) => {
        const option = options.find((each) => each.value === chosen);
        if (option) onChange(option.value);
      }}
    >
      <Label className={styles.label ?? ''}>{label}</Label>
      {options.map((option) => (
        <RadioField key={option.value} value={option.value} className={styles.card ?? ''}>
          <RadioButton className={styles.button ?? ''}>
            <span className={styles.mark} aria-hidden />
            <span className={styles.title}>{option.title}</span>
          </RadioButton>
          <Text slot="description" className={styles.text ?? ''}>
            {option.text}
          </Text>
        </RadioField>
      ))}
    </RadioGroup>
  );
}
