import type { ReactNode } from 'react';

import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody } from '../components/DialogLayout.js';
import { FactList } from '../components/FactList.js';
import { ModalDialog } from '../components/ModalDialog.js';
import { useMessage } from '../components/message.js';
import { closeSettings } from '../store/ui-actions.js';
import { useSettings, useSettingsOpen } from '../store/selectors.js';
import { GeneralSettings } from './GeneralSettings.js';
import { Protection } from '../vault/Protection.js';
import styles from './SettingsDialog.module.css';

export function SettingsDialog() {
  const say = useMessage();
  const settings = useSettings();
  if (!useSettingsOpen() || settings === null) return null;
  const { version, electron, dataFolder } = settings.about;
  return (
    <ModalDialog name={say('settings.heading')} size="large" onClose={closeSettings}>
      <DialogBody>
        <DialogHeading takesFocus>{say('settings.heading')}</DialogHeading>
        <Part name={say('settings.general')}>
          <GeneralSettings settings={settings} />
        </Part>
        <Part name={say('settings.protection')}>
          <Protection />
        </Part>
        <Part name={say('settings.about')}>
          <FactList
            facts={[
              { name: say('settings.version'), value: version },
              { name: say('settings.electron'), value: electron },
              { name: say('settings.dataFolder'), value: <code>{dataFolder}</code> },
            ]}
          />
        </Part>
      </DialogBody>
    </ModalDialog>
  );
}

function Part({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <section className={styles.part}>
      <h3 className={styles.name}>{name}</h3>
      {children}
    </section>
  );
}
