import { Button } from '../components/Button.js';
import { useMessage } from '../components/message.js';
import type { Request } from '../components/request.js';
import { displayAddress, displayHost } from './display-address.js';
import { QuestionStep } from './QuestionStep.js';
import styles from './RedirectToRegister.module.css';

interface ConfirmIssuerProps {
  readonly address: string;
  readonly issuer: string;
  readonly request: Request;
  readonly onConfirm: () => void;
  readonly onBack: () => void;
}

/** The issuer of a server differs from its address, as Microsoft's do. Nothing is stored before the user confirms. */
export function ConfirmIssuer({ address, issuer, request, onConfirm, onBack }: ConfirmIssuerProps) {
  const message = useMessage();
  const host = displayHost(issuer);
  return (
    <QuestionStep
      heading={message('confirmIssuer.heading')}
      service={host}
      request={request}
      onRemedy={(remedy) => {
        if (remedy === 'change_settings') onBack();
        else onConfirm();
      }}
      buttons={
        <>
          <Button onClick={onBack}>{message('dialog.back')}</Button>
          <Button variant="primary" busy={request.busy} onClick={onConfirm}>
            {message('confirmIssuer.confirm')}
          </Button>
        </>
      }
    >
      <p>{message('confirmIssuer.entered')}</p>
      <code className={styles.address}>{displayAddress(address)}</code>
      <p>{message('confirmIssuer.named')}</p>
      <code className={styles.address}>
        {isOfManyOrganizations(issuer) ? host : displayAddress(issuer)}
      </code>
      <p>
        {message(
          isOfManyOrganizations(issuer) ? 'confirmIssuer.adviceForMany' : 'confirmIssuer.advice',
        )}
      </p>
    </QuestionStep>
  );
}

/** Which one it is, only the sign-in says: until then the server names a template. */
function isOfManyOrganizations(issuer: string): boolean {
  return issuer.includes('{tenantid}');
}
