import { useState } from 'react';

import { RevealButton } from './RevealButton.js';
import { TextField, type TextFieldProps } from './TextField.js';

/**
 * A text field masked by CSS. Not a password input, because those have no textbox role and offer their
 * value to password managers.
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
