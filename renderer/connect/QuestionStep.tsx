import type { ReactNode } from 'react';

import type { Remedy } from '../../messages/remedies.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody, DialogButtons } from '../components/DialogLayout.js';
import { FailureNotice } from '../components/FailureNotice.js';
import type { Request } from '../components/request.js';

interface QuestionStepProps {
  readonly heading: string;
  /** Named in the failure, if there is one. */
  readonly service: string;
  readonly request: Request;
  /** Left out: the failure goes away, and the question stays. */
  readonly onRemedy?: (remedy: Remedy) => void;
  /** None of the buttons is the usual answer, so that of the failure may stand out. */
  readonly withoutPrimary?: boolean;
  readonly buttons: ReactNode;
  readonly children: ReactNode;
}

/** The frame of a question that the user answers before anything is sent. */
export function QuestionStep(props: QuestionStepProps) {
  const { heading, service, request, onRemedy, withoutPrimary = false, buttons, children } = props;
  const { busy, failure, reset } = request;
  return (
    <DialogBody>
      <DialogHeading takesFocus>{heading}</DialogHeading>
      {children}
      {failure === null ? null : (
        <FailureNotice
          besidePrimary={!withoutPrimary}
          failure={failure}
          service={service}
          busy={busy}
          onRemedy={onRemedy ?? reset}
        />
      )}
      <DialogButtons>{buttons}</DialogButtons>
    </DialogBody>
  );
}
