import { CheckClientFile } from './CheckClientFile.js';
import { EnterClient } from './EnterClient.js';
import { RegisterAtService } from './RegisterAtService.js';
import { RegisterRedirects } from './RegisterRedirects.js';
import { SetUpChoice } from './SetUpChoice.js';
import { SetUpMessage } from './SetUpMessage.js';
import type { SetUpProps } from './SetUpStep.js';

/** Sets up a service that needs a client ID, one screen a step. */
export function SetUpService(props: SetUpProps) {
  const { service, draft } = props;
  switch (draft.stage) {
    case 'choice':
      return <SetUpChoice {...props} />;
    case 'message':
      return <SetUpMessage {...props} />;
    case 'file':
      return draft.file === null ? (
        <SetUpChoice {...props} />
      ) : (
        <CheckClientFile service={service.name} file={draft.file} />
      );
    case 'form':
      return <RegisterAtService {...props} />;
    case 'addresses':
      return <RegisterRedirects {...props} />;
    case 'client':
      return <EnterClient {...props} />;
  }
}
