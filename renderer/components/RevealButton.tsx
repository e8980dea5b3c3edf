import { Eye, EyeOff } from 'lucide-react';

import { Button } from './Button.js';
import { useMessage } from './message.js';

interface RevealButtonProps {
  readonly shown: boolean;
  readonly onChange: (shown: boolean) => void;
}

/** Shows or hides the characters of the field around it. */
export function RevealButton({ shown, onChange }: RevealButtonProps) {
  const message = useMessage();
  return (
    <Button
      variant="icon"
      aria-label={message(shown ? 'field.hide' : 'field.show')}
      onClick={() => onChange(!shown)}
    >
      {shown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
    </Button>
  );
}
