/** Makes an ID that is not in en.json a compiler error. */
import type { MessageId } from '../messages/message-id.js';

declare global {
  namespace FormatjsIntl {
    interface Message {
      ids: MessageId;
    }
  }
}
