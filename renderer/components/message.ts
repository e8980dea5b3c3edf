import { useIntl } from 'react-intl';

import type { MessageId, MessageValues } from '../../messages/message-id.js';

/** Returns a function that formats a message of the catalogue as plain text. */
export function useMessage(): (id: MessageId, values?: MessageValues) => string {
  const intl = useIntl();
  return (id, values) => intl.formatMessage({ id }, values);
}

/** Returns a function that joins what is listed as the language does: "Jira, Trello". */
export function useListText(): (items: readonly string[]) => string {
  const intl = useIntl();
  return (items) => intl.formatList(items, { type: 'unit' });
}
