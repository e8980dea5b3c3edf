import { useIntl } from 'react-intl';

import type { MessageId } from '../../messages/message-id.js';

type Values = Readonly<Record<string, string | number>>;

/** A message of the catalogue as plain text. */
export function useMessage(): (id: MessageId, values?: Values) => string {
  const intl = useIntl();
  return (id, values) => intl.formatMessage({ id }, values);
}
