import type { Failure } from '../../ipc/failure.js';
import { useMessage } from './message.js';

/** A sentence on what happened and one on what to do. */
export function useFailureText(
  { code, host }: Failure,
  service: string,
): { readonly happened: string; readonly whatToDo: string } {
  const message = useMessage();
  const values = { service, host: host ?? service };
  return {
    happened: message(`failure.${code}.happened`, values),
    whatToDo: message(`failure.${code}.whatToDo`, values),
  };
}
