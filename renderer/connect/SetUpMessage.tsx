import { ClipboardCopy, Download } from 'lucide-react';
import { type ReactNode, useEffect, useEffectEvent, useState } from 'react';

import { Button } from '../components/Button.js';
import { DialogButtons } from '../components/DialogLayout.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useMessage } from '../components/message.js';
import { useRequest } from '../components/request.js';
import { requests } from '../store/requests.js';
import { closeConnect, editSetUp } from '../store/ui-actions.js';
import { missingVariables } from './missing-fields.js';
import { OpenClientFile } from './OpenClientFile.js';
import styles from './SetUpService.module.css';
import { type SetUpProps, SetUpStep } from './SetUpStep.js';
import { VariableFields } from './VariableFields.js';

/** A message to the administrator of the user's computers, and a file that comes back filled in. */
export function SetUpMessage({ service, draft }: SetUpProps) {
  const message = useMessage();
  const { send, busy, failure, reset } = useRequest();
  const [copied, setCopied] = useState(false);
  const { id: serviceId, name } = service;
  const { needs, variables } = draft;
  const of = { serviceId, variables };
  const text = useRequestText(of, missingVariables(draft).length === 0);
  async function copy(): Promise<void> {
    setCopied(await send(() => requests.copySetUpRequest(of)));
  }
  return (
    <SetUpStep service={name} step={null} title={message('setUp.ask.others')}>
      <VariableFields draft={draft} variables={needs.variables} checked={false} />
      {text === null ? (
        <p className={styles.soft}>{message('setUp.message.later')}</p>
      ) : (
        <ol className={styles.parts}>
          <Part title={message('setUp.message.send')}>
            <textarea
              className={styles.message}
              aria-label={message('setUp.message.label')}
              readOnly
              rows={8}
              value={text}
            />
            <div className={styles.actions}>
              <Button variant="primary" busy={busy} onClick={() => void copy()}>
                <ClipboardCopy aria-hidden />
                {message('setUp.message.copy')}
              </Button>
              <span role="status" className={styles.done}>
                {copied ? message('setUp.message.copied') : ''}
              </span>
            </div>
          </Part>
          <Part title={message('setUp.message.attach')}>
            <p className={styles.soft}>{message('setUp.message.attachText')}</p>
            <div className={styles.actions}>
              <Button busy={busy} onClick={() => void send(() => requests.saveClientFile(of))}>
                <Download aria-hidden />
                {message('setUp.message.save')}
              </Button>
            </div>
          </Part>
          <Part title={message('setUp.message.open')}>
            <p className={styles.soft}>{message('setUp.message.openText')}</p>
            <OpenClientFile service={name} />
          </Part>
        </ol>
      )}
      {failure === null ? null : (
        <FailureNotice
          besidePrimary
          failure={failure}
          service={name}
          busy={busy}
          onRemedy={reset}
        />
      )}
      <DialogButtons>
        <Button onClick={() => editSetUp({ stage: 'choice' })}>{message('dialog.back')}</Button>
        <Button onClick={closeConnect}>{message('dialog.done')}</Button>
      </DialogButtons>
    </SetUpStep>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <li className={styles.part}>
      <h3 className={styles.partTitle}>{title}</h3>
      {children}
    </li>
  );
}

/** The message as main makes it; null until it is there, and while the server is not known. */
function useRequestText(
  of: { readonly serviceId: string; readonly variables: Readonly<Record<string, string>> },
  isComplete: boolean,
): string | null {
  const key = isComplete ? JSON.stringify(of) : null;
  const [made, setMade] = useState<{ readonly key: string; readonly text: string } | null>(null);
  const request = useEffectEvent(() => requests.getSetUpRequest(of));
  useEffect(() => {
    if (key === null) return;
    let current = true;
    void request().then((result) => {
      if (current && result.ok) setMade({ key, text: result.value.text });
    });
    return () => {
      current = false;
    };
  }, [key]);
  return made !== null && made.key === key ? made.text : null;
}
