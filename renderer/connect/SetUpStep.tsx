import { type ReactNode, useId } from 'react';

import type { ServiceView } from '../../ipc/service-view.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody } from '../components/DialogLayout.js';
import { useMessage } from '../components/message.js';
import type { SetUpDraft } from '../store/window-store.js';
import styles from './SetUpService.module.css';

export interface SetUpProps {
  readonly service: ServiceView;
  readonly draft: SetUpDraft;
}

interface SetUpStepProps {
  readonly service: string;
  /** Null: it is none of the numbered ones. */
  readonly step: 1 | 2 | 3 | null;
  readonly title: string | null;
  readonly children: ReactNode;
}

/** The frame of a step: its number, its title, and the focus on them. */
export function SetUpStep({ service, step, title, children }: SetUpStepProps) {
  const message = useMessage();
  const id = useId();
  return (
    <DialogBody>
      <div className={styles.head}>
        <DialogHeading takesFocus {...(title !== null && { describedBy: id })}>
          {message('setUp.heading', { service })}
        </DialogHeading>
        {title === null ? null : (
          <p id={id} className={styles.progress}>
            {step === null ? null : <span>{message('setUp.progress', { step })}</span>} {title}
          </p>
        )}
      </div>
      {children}
    </DialogBody>
  );
}
