import type { RefObject } from 'react';

import type { Failure } from '../../ipc/failure.js';
import { FailureNotice } from './FailureNotice.js';

interface RetypeNoticeProps {
  readonly failure: Failure;
  /** The field with the refused text. */
  readonly field: RefObject<HTMLInputElement | null>;
  readonly reset: () => void;
}

/** For a refused entry: its button selects the text, to be typed again. */
export function RetypeNotice({ failure, field, reset }: RetypeNoticeProps) {
  return (
    <FailureNotice
      failure={failure}
      service=""
      besidePrimary
      onRemedy={() => {
        reset();
        field.current?.focus();
        field.current?.select();
      }}
    />
  );
}
