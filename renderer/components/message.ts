import { useIntl } from 'react-intl';

import type { MessageId, MessageValues } from '../../messages/message-id.js';

/** Returns a function that formats a message of the catalogue as plain text. */
export function useMessage(): (id: MessageId, values?: MessageValues) => string {
  const intl = useIntl();
  return (id, values) => intl.formatMessage({ id }, values);
}
