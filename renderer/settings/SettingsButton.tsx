import { Settings } from 'lucide-react';

import { Button } from '../components/Button.js';
import { useMessage } from '../components/message.js';
import { settingsOpened } from '../store/ui-actions.js';

export function SettingsButton() {
  const say = useMessage();
  return (
    <Button look="icon" aria-label={say('settings.open')} onClick={settingsOpened}>
      <Settings aria-hidden />
    </Button>
  );
}
