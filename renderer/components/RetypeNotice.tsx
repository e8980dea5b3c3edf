import type { RefObject } from 'react';

import type { Failure } from '../../ipc/failure.js';
import { FailureNotice } from './FailureNotice.js';

interface RetypeNoticeProps {
  readonly failure: Failure;
  /** Where the refused text stands; its way on leads back there. */
  readonly field: RefObject<HTMLInputElement | null>;
  readonly forget: () => void;
}

/** What was typed was refused: the way on is to type it anew, over what is there. */
export function RetypeNotice({ failure, field, forget }: RetypeNoticeProps) {
  return (
    <FailureNotice
      failure={failure}
      service=""
      besideWayOn
      onRemedy={() => {
        forget();
        field.current?.focus();
        field.current?.select();
      }}
    />
  );
}
