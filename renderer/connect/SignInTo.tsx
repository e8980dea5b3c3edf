import { useMessage } from '../components/message.js';
import { ServiceTile } from '../components/ServiceTile.js';
import { useShippedId } from '../store/selectors.js';
import styles from './Waiting.module.css';

interface SignInToProps {
  readonly serviceId: string;
  readonly service: string;
  readonly text: string;
}

/** The service that the user signs in to, and where. */
export function SignInTo({ serviceId, service, text }: SignInToProps) {
  const message = useMessage();
  return (
    <div className={styles.service}>
      <ServiceTile shippedId={useShippedId(serviceId)} serviceName={service} size="large" />
      <div>
        <p className={styles.signIn}>{message('waiting.signIn', { service })}</p>
        <p>{text}</p>
      </div>
    </div>
  );
}
