import { Eye, EyeOff } from 'lucide-react';

import { Button } from './Button.js';
import { useMessage } from './message.js';

interface RevealButtonProps {
  readonly shown: boolean;
  readonly onChange: (shown: boolean) => void;
}

/** Shows and hides what is typed in the field it stands in. */
export function RevealButton({ shown, onChange }: RevealButtonProps) {
  const message = useMessage();
  return (
    <Button
      look="icon"
      aria-label={message(shown ? 'field.hide' : 'field.show')}
      onClick={() => onChange(!shown)}
    >
      {shown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
    </Button>
  );
}
