import { History } from 'lucide-react';

import { Button } from '../components/Button.js';
import { useMessage } from '../components/message.js';
import { openHistory } from '../store/history.js';

export function HistoryButton() {
  const message = useMessage();
  const name = message('history.open');
  return (
    <Button variant="icon" aria-label={name} title={name} onClick={openHistory}>
      <History aria-hidden />
    </Button>
  );
}
