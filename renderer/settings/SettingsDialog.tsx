import type { ReactNode } from 'react';

import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody } from '../components/DialogLayout.js';
import { FactList } from '../components/FactList.js';
import { useMessage } from '../components/message.js';
import { ModalDialog } from '../components/ModalDialog.js';
import { useSettings, useSettingsOpen } from '../store/selectors.js';
import { closeSettings } from '../store/ui-actions.js';
import { Protection } from '../vault/Protection.js';
import { GeneralSettings } from './GeneralSettings.js';
import styles from './SettingsDialog.module.css';

export function SettingsDialog() {
  const message = useMessage();
  const settings = useSettings();
  if (!useSettingsOpen() || settings === null) return null;
  const { version, electron, dataFolder } = settings.about;
  return (
    <ModalDialog name={message('settings.heading')} size="large" onClose={closeSettings}>
      <DialogBody>
        <DialogHeading takesFocus>{message('settings.heading')}</DialogHeading>
        <Part name={message('settings.general')}>
          <GeneralSettings settings={settings} />
        </Part>
        <Part name={message('settings.protection')}>
          <Protection />
        </Part>
        <Part name={message('settings.about')}>
          <FactList
            facts={[
              { name: message('settings.version'), value: version },
              { name: message('settings.electron'), value: electron },
              { name: message('settings.dataFolder'), value: <code>{dataFolder}</code> },
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
