import { useEffect, useState } from 'react';

import type { RequestOf } from '../../ipc/contract.js';
import type { SettingsView } from '../../ipc/settings-view.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useRequest } from '../components/request.js';
import { useMessage } from '../components/message.js';
import { SwitchField } from '../components/SwitchField.js';
import { requests } from '../store/requests.js';

const choices = ['notify', 'closeToTray', 'startAtLogin'] as const;
type Choice = (typeof choices)[number];

/** Why this computer leaves no choice, as a message of the catalogue; null: it does. */
function whyNot(settings: SettingsView, choice: Choice) {
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

/** How Lanyard lives on this computer. A switch shows what is wished only until main has said what is. */
export function GeneralSettings({ settings }: { readonly settings: SettingsView }) {
  const say = useMessage();
  const { send, failure, forget } = useRequest();
  const [wished, setWished] = useState<RequestOf<'changeSettings'>>({});
  // Seen anew, and after a look elsewhere: the desktop may have changed meanwhile.
  useEffect(() => {
    const look = () => void requests.checkSettings({});
    look();
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  }, []);
  async function wish(choice: Choice, on: boolean): Promise<void> {
    setWished({ [choice]: on });
    await send(() => requests.changeSettings({ [choice]: on }));
    setWished({});
  }
  return (
    <>
      {choices.map((choice) => {
        const why = whyNot(settings, choice);
        return (
          <SwitchField
            key={choice}
            label={say(`settings.${choice}`)}
            text={say(why ?? `settings.${choice}Text`)}
            on={wished[choice] ?? settings[choice].kind === 'on'}
            possible={why === null}
            onChange={(on) => void wish(choice, on)}
          />
        );
      })}
      {failure === null ? null : <FailureNotice failure={failure} service="" onRemedy={forget} />}
    </>
  );
}
