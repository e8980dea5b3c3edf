import { Button } from '../components/Button.js';
import { DialogButtons } from '../components/DialogLayout.js';
import { useMessage } from '../components/message.js';
import { requests } from '../store/requests.js';

/** The foot of a dialog that waits. */
export function CancelAttempt({ attemptId }: { readonly attemptId: string }) {
  const message = useMessage();
  return (
    <DialogButtons>
      <Button onClick={() => void requests.closeAttempt({ attemptId })}>
        {message('waiting.cancel')}
      </Button>
    </DialogButtons>
  );
}
