import { Settings } from 'lucide-react';

import { Button } from '../components/Button.js';
import { useMessage } from '../components/message.js';
import { settingsOpened } from '../store/ui-actions.js';

export function SettingsButton() {
  const message = useMessage();
  return (
    <Button variant="icon" aria-label={message('settings.open')} onClick={settingsOpened}>
      <Settings aria-hidden />
    </Button>
  );
}
