import { Settings } from 'lucide-react';

import { Button } from '../components/Button.js';
import { useMessage } from '../components/message.js';
import { openSettings } from '../store/ui-actions.js';

export function SettingsButton() {
  const message = useMessage();
  return (
    <Button variant="icon" aria-label={message('settings.open')} onClick={() => openSettings()}>
      <Settings aria-hidden />
    </Button>
  );
}
