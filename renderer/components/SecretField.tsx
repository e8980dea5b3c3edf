import { useState } from 'react';

import { RevealButton } from './RevealButton.js';
import { TextField, type TextFieldProps } from './TextField.js';

/**
 * A text field whose characters are hidden by style. It is no password field on purpose: those
 * have no textbox role, and nothing here may be offered to a password store.
 */
export function SecretField(props: Omit<TextFieldProps, 'end' | 'masked' | 'secret'>) {
  const [shown, setShown] = useState(false);
  return (
    <TextField
      {...props}
      secret
      masked={!shown}
      end={<RevealButton shown={shown} onChange={setShown} />}
    />
  );
}
