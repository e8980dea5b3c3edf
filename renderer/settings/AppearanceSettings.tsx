import { Contrast, Monitor, Moon, Sun } from 'lucide-react';
import { useState } from 'react';

import { type Theme, themes } from '../../ipc/limits.js';
import type { SettingsView } from '../../ipc/settings-view.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useMessage } from '../components/message.js';
import { useRequest } from '../components/request.js';
import { requests } from '../store/requests.js';
import styles from './AppearanceSettings.module.css';

const icons: Readonly<Record<Theme, typeof Sun>> = {
  system: Monitor,
  light: Sun,
  dark: Moon,
  high_contrast: Contrast,
};

/** Shows the user's choice only until main reports the resulting setting. */
export function AppearanceSettings({ settings }: { readonly settings: SettingsView }) {
  const message = useMessage();
  const { send, failure, reset } = useRequest();
  const [pending, setPending] = useState<Theme | null>(null);
  async function change(theme: Theme): Promise<void> {
    setPending(theme);
    await send(() => requests.changeSettings({ theme }));
    setPending(null);
  }
  return (
    <>
      <div className={styles.choice}>
        <span className={styles.label}>{message('settings.theme')}</span>
        <div className={styles.themes} role="radiogroup" aria-label={message('settings.theme')}>
          {themes.map((theme) => {
            const Icon = icons[theme];
            return (
              <label key={theme} className={styles.theme}>
                <input
                  className={styles.input}
                  type="radio"
                  name="theme"
                  checked={theme === (pending ?? settings.theme)}
                  onChange={() => void change(theme)}
                />
                <Icon aria-hidden />
                {message(`settings.theme.${theme}`)}
              </label>
            );
          })}
        </div>
      </div>
      {failure === null ? null : <FailureNotice failure={failure} service="" onRemedy={reset} />}
    </>
  );
}
