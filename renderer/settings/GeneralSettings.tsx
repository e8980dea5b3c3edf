import { useEffect, useState } from 'react';

import type { RequestOf } from '../../ipc/contract.js';
import type { SettingsView } from '../../ipc/settings-view.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useMessage } from '../components/message.js';
import { useRequest } from '../components/request.js';
import { SwitchField } from '../components/SwitchField.js';
import { requests } from '../store/requests.js';
import { LanguageField } from './LanguageField.js';

const choices = ['notify', 'closeToTray', 'startAtLogin'] as const;
type Choice = (typeof choices)[number];

/** ID of the message that says why this computer does not offer the choice; null when it does. */
function unavailableMessage(settings: SettingsView, choice: Choice) {
  switch (choice) {
    case 'notify':
      return settings.notify.kind === 'not_possible'
        ? (`settings.notify.${settings.notify.why}` as const)
        : null;
    case 'closeToTray':
      return settings.closeToTray.kind === 'not_possible'
        ? (`settings.closeToTray.${settings.closeToTray.why}` as const)
        : null;
    case 'startAtLogin':
      return settings.startAtLogin.kind === 'not_possible'
        ? (`settings.startAtLogin.${settings.startAtLogin.why}` as const)
        : null;
  }
}

/** Says what was not read of the settings file, and that nothing of it is lost. */
function FileNote({ file }: { readonly file: SettingsView['file'] }) {
  const message = useMessage();
  if (file.kind === 'understood') return null;
  return (
    <p role="note">
      {file.kind === 'set_aside'
        ? message('settings.file.set_aside', { name: file.name })
        : message(`settings.file.${file.kind}`)}
    </p>
  );
}

/** A switch shows the user's choice only until main reports the resulting setting. */
export function GeneralSettings({ settings }: { readonly settings: SettingsView }) {
  const message = useMessage();
  const { send, failure, reset } = useRequest();
  const [pending, setPending] = useState<RequestOf<'changeSettings'>>({});
  // Checked when it opens and whenever the window gets the focus: the desktop may have changed.
  useEffect(() => {
    const checkAvailability = () => void requests.checkSettings({});
    checkAvailability();
    window.addEventListener('focus', checkAvailability);
    return () => window.removeEventListener('focus', checkAvailability);
  }, []);
  async function change(changes: RequestOf<'changeSettings'>): Promise<void> {
    setPending(changes);
    await send(() => requests.changeSettings(changes));
    setPending({});
  }
  return (
    <>
      <FileNote file={settings.file} />
      {choices.map((choice) => {
        const unavailable = unavailableMessage(settings, choice);
        return (
          <SwitchField
            key={choice}
            label={message(`settings.${choice}.label`)}
            text={message(unavailable ?? `settings.${choice}.text`)}
            on={pending[choice] ?? settings[choice].kind === 'on'}
            possible={unavailable === null}
            onChange={(on) => void change({ [choice]: on })}
          />
        );
      })}
      <LanguageField
        language={pending.language ?? settings.language}
        onChange={(language) => void change({ language })}
      />
      {failure === null ? null : <FailureNotice failure={failure} service="" onRemedy={reset} />}
    </>
  );
}
