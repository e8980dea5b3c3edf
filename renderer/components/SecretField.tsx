import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';

import { Button } from './Button.js';
import { useSay } from './say.js';
import { TextField, type TextFieldProps } from './TextField.js';

/**
 * A text field whose characters are hidden by style. It is no password field on purpose: those
 * have no textbox role, and nothing here may be offered to a password store.
 */
export function SecretField(props: Omit<TextFieldProps, 'end' | 'masked'>) {
  const say = useSay();
  const [shown, setShown] = useState(false);
  return (
    <TextField
      {...props}
      masked={!shown}
      end={
        <Button
          look="icon"
          aria-label={say(shown ? 'field.hide' : 'field.show')}
          onClick={() => setShown(!shown)}
        >
          {shown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
        </Button>
      }
    />
  );
}
