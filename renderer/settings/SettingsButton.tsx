import { Settings } from 'lucide-react';

import { Button } from '../components/Button.js';
import { useSay } from '../components/message.js';
import { settingsOpened } from '../store/ui-actions.js';

export function SettingsButton() {
  const say = useSay();
  return (
    <Button look="icon" aria-label={say('settings.open')} onClick={settingsOpened}>
      <Settings aria-hidden />
    </Button>
  );
}
