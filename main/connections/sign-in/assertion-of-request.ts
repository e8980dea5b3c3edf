import type { ParsedRequestOf } from '../../../ipc/contract.js';
import type { AssertionSource } from '../../../ipc/token-details-view.js';

/** Null: the method presents no assertion, or the source that came with it does not suit it. */
export function assertionOfRequest({
  method,
  assertion,
}: ParsedRequestOf<'addService'>): AssertionSource | null {
  switch (method) {
    case 'workload_identity':
      return assertion?.kind === 'file' ? { kind: 'file', path: assertion.path.trim() } : null;
    case 'enterprise_managed':
      return assertion?.kind === 'identity_provider' ? assertion : null;
    case 'automatic':
    case 'app_link':
    case 'local_address':
    case 'device_code':
    case 'service_account':
      return null;
  }
}
