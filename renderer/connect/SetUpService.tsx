import { EnterClient } from './EnterClient.js';
import { RegisterAtService } from './RegisterAtService.js';
import { RegisterRedirects } from './RegisterRedirects.js';
import type { SetUpProps } from './SetUpStep.js';

/** Sets up a service that needs a client ID, one screen a step. */
export function SetUpService(props: SetUpProps) {
  switch (props.draft.stage) {
    case 'form':
      return <RegisterAtService {...props} />;
    case 'addresses':
      return <RegisterRedirects {...props} />;
    case 'client':
      return <EnterClient {...props} />;
  }
}
