import type { AssertionSource } from '../../../ipc/assertion-source.js';
import type { ParsedRequestOf } from '../../../ipc/contract.js';

/** Undefined: the method presents no assertion, or the source that came with it does not suit it. */
export function assertionOfRequest({
  method,
  assertion,
}: ParsedRequestOf<'addService'>): AssertionSource | undefined {
  switch (method) {
    case 'workload_identity':
      return assertion?.kind === 'file' ? { kind: 'file', path: assertion.path.trim() } : undefined;
    case 'enterprise_managed':
      return assertion?.kind === 'identity_provider' ? assertion : undefined;
    case 'automatic':
    case 'app_link':
    case 'local_address':
    case 'device_code':
    case 'service_account':
      return undefined;
  }
}
