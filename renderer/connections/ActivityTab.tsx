import type { ConnectionView } from '../../ipc/connection-view.js';
import { useMessage } from '../components/message.js';
import { useDetailsOf } from '../store/selectors.js';
import { ActivityList } from './ActivityList.js';
import styles from './Tab.module.css';

export function ActivityTab({ connection }: { readonly connection: ConnectionView }) {
  const message = useMessage();
  const details = useDetailsOf(connection.id);
  if (details === null) return <p className={styles.soft}>{message('activity.loading')}</p>;
  const { activity } = details;
  if (activity === null) return <p className={styles.soft}>{message('activity.locked')}</p>;
  return <ActivityList activity={activity} service={connection.serviceName} />;
}
