import { Check } from 'lucide-react';
import { Label, RadioButton, RadioField, RadioGroup } from 'react-aria-components/RadioGroup';

import type { ConnectionColour } from '../../ipc/limits.js';
import styles from './ColourChoice.module.css';
import { useMessage } from './message.js';
import { VisuallyHidden } from './VisuallyHidden.js';
import './own-colours.css';

interface ColourChoiceProps {
  readonly label: string;
  readonly colours: readonly ConnectionColour[];
  /** Null: no colour. */
  readonly value: ConnectionColour | null;
  readonly onChange: (value: ConnectionColour | null) => void;
}

/** One colour of a few, or none. */
export function ColourChoice({ label, colours, value, onChange }: ColourChoiceProps) {
  const message = useMessage();
  return (
    <RadioGroup
      className={styles.group ?? ''}
      orientation="horizontal"
      value={value ?? 'none'}
      onChange={(chosen) => onChange(colours.find((each) => each === chosen) ?? null)}
    >
      <Label className={styles.label ?? ''}>{label}</Label>
      <div className={styles.swatches}>
        {(['none', ...colours] as const).map((colour) => (
          <RadioField key={colour} value={colour}>
            <RadioButton className={styles.swatch ?? ''} data-own-colour={colour}>
              {colour === (value ?? 'none') ? <Check aria-hidden /> : null}
              <VisuallyHidden>{message(`colour.${colour}`)}</VisuallyHidden>
            </RadioButton>
          </RadioField>
        ))}
      </div>
    </RadioGroup>
  );
}
