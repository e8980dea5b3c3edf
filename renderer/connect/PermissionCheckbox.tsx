import { useId } from 'react';

import type { ScopeView } from '../../ipc/service-view.js';
import { useMessage } from '../components/message.js';
import styles from './ChoosePermissions.module.css';
import { usePermissionText } from './permission-text.js';

interface PermissionCheckboxProps {
  readonly scope: ScopeView;
  readonly isChosen: boolean;
  readonly onChoose: (isChosen: boolean) => void;
}

export function PermissionCheckbox({ scope, isChosen, onChoose }: PermissionCheckboxProps) {
  const message = useMessage();
  const textOf = usePermissionText();
  const id = useId();
  const { risk } = scope;
  return (
    <div className={styles.permission}>
      <input
        id={id}
        type="checkbox"
        checked={isChosen}
        aria-describedby={risk === null ? undefined : `${id}-risk`}
        onChange={(event) => onChoose(event.target.checked)}
      />
      <label htmlFor={id}>{textOf(scope)}</label>
      {risk === null ? null : (
        <span id={`${id}-risk`} className={styles.risk} data-risk={risk}>
          {message(`permissions.risk.${risk}`)}
        </span>
      )}
    </div>
  );
}
