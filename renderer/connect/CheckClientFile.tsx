import { Button } from '../components/Button.js';
import { DefinitionProblems } from '../components/DefinitionProblems.js';
import { DialogButtons } from '../components/DialogLayout.js';
import { FactList } from '../components/FactList.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useMessage } from '../components/message.js';
import { useRequest } from '../components/request.js';
import { requests } from '../store/requests.js';
import { editSetUp } from '../store/ui-actions.js';
import type { OpenedClientFile } from '../store/window-store.js';
import { OpenClientFile } from './OpenClientFile.js';
import styles from './SetUpService.module.css';
import { SetUpStep } from './SetUpStep.js';

interface CheckClientFileProps {
  /** The service that is being set up. */
  readonly service: string;
  readonly file: OpenedClientFile;
}

/** Shows what a file would set up, before anything is stored or contacted (H95). */
export function CheckClientFile({ service, file }: CheckClientFileProps) {
  const message = useMessage();
  const { send, busy, failure, reset } = useRequest();
  return (
    <SetUpStep service={service} step={null} title={message('setUp.file.title')}>
      {file.kind === 'problems' ? (
        <>
          <p>{message('setUp.file.problems')}</p>
          <DefinitionProblems problems={file.problems} />
        </>
      ) : (
        <>
          <p>{message('setUp.file.text')}</p>
          {file.clients.map(({ name, host, clientId, hasSecret }) => (
            <section key={`${name} ${host}`} aria-label={name} className={styles.client}>
              <h3 className={styles.partTitle}>{name}</h3>
              <FactList
                facts={[
                  { name: message('setUp.file.server'), value: host },
                  { name: message('client.id'), value: <code>{clientId}</code> },
                  {
                    name: message('client.secret'),
                    value: message(
                      hasSecret ? 'setUp.file.secretIncluded' : 'setUp.file.secretNone',
                    ),
                  },
                ]}
              />
            </section>
          ))}
        </>
      )}
      {failure === null ? null : (
        <FailureNotice
          besidePrimary
          failure={failure}
          service={service}
          busy={busy}
          onRemedy={reset}
        />
      )}
      {file.kind === 'problems' ? <OpenClientFile again service={service} /> : null}
      <DialogButtons>
        <Button onClick={() => editSetUp({ stage: 'choice' })}>{message('dialog.back')}</Button>
        {file.kind === 'problems' ? null : (
          <Button
            variant="primary"
            busy={busy}
            onClick={() => void send(() => requests.importClients({ fileId: file.fileId }))}
          >
            {message('setUp.file.use')}
          </Button>
        )}
      </DialogButtons>
    </SetUpStep>
  );
}
