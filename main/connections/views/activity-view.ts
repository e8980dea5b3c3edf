import type { ActivityView } from '../../../ipc/connection-view.js';
import type { ActivityEntry } from '../connection.js';
import { failureView } from '../failures.js';
import { isUnknown } from '../unknown-value.js';

/** An entry of the activity as the window sees it. */
export function activityView({ at, kind, failure }: ActivityEntry): ActivityView {
  return {
    at,
    kind: isUnknown(kind) ? 'newer_version' : kind,
    failure: failure && failureView(failure),
  };
}
