import type { Failure } from '../../ipc/failure.js';
import { useListText, useMessage } from './message.js';

/** A sentence on what happened and one on what to do. */
export function useFailureText(
  { code, host, cause, untrusted }: Failure,
  service: string,
): { readonly happened: string; readonly whatToDo: string } {
  const message = useMessage();
  const list = useListText();
  const values = { service, host: host ?? service };
  // The status is all that such an answer says.
  const status = code === 'refused_without_reason' ? /^HTTP (\d{3})\b/.exec(cause)?.[1] : undefined;
  if (code === 'server_certificate' && untrusted !== undefined) {
    const { signer, searched } = untrusted;
    const places = list(searched);
    return {
      happened:
        signer === null
          ? message('failure.signedByItself.happened', values)
          : message('failure.signerNotTrusted.happened', { ...values, signer }),
      whatToDo:
        places === ''
          ? message('failure.signerNotTrusted.inSystemStore')
          : message('failure.signerNotTrusted.inFiles', { places }),
    };
  }
  // Chromium's name for a tunnel, or the proxy's answer in place of the server's
  if (code === 'proxy_refused' && /^(?:ERR_PROXY_AUTH_|HTTP 407\b)/.test(cause)) {
    return {
      happened: message('failure.proxyWantsPassword.happened'),
      whatToDo: message('failure.proxyWantsPassword.whatToDo', values),
    };
  }
  return {
    happened:
      status === undefined
        ? message(`failure.${code}.happened`, values)
        : message('failure.refusedWithStatus', { ...values, status }),
    whatToDo: message(`failure.${code}.whatToDo`, values),
  };
}
