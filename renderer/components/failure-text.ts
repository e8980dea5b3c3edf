import { type IntlShape, useIntl } from 'react-intl';

import type { Failure } from '../../ipc/failure.js';
import type { MessageId, MessageValues } from '../../messages/message-id.js';
import { remedies, type Remedy } from '../../messages/remedies.js';

export interface FailureText {
  readonly happened: string;
  readonly whatToDo: string;
}

/**
 * A sentence on what happened and one on what to do.
 * @param service empty: the failure is not about a service, or its name is not known yet
 * @param remedy what is offered; left out: the usual one of this failure
 */
export function failureText(
  { code, host, cause, untrusted }: Failure,
  service: string,
  intl: IntlShape,
  remedy: Remedy = remedies[code],
): FailureText {
  const message = (id: MessageId, values?: MessageValues) => intl.formatMessage({ id }, values);
  const named = {
    service: service === '' ? message('failure.unnamedService') : service,
    host: host ?? (service === '' ? message('failure.unnamedServer') : service),
  };
  const sentence = (id: MessageId, values?: MessageValues) => {
    const text = message(id, { ...named, ...values });
    // The stand-in for a name may begin it.
    return service === '' ? text.charAt(0).toLocaleUpperCase() + text.slice(1) : text;
  };
  // The status is all that such an answer says.
  const status = code === 'refused_without_reason' ? /^HTTP (\d{3})\b/.exec(cause)?.[1] : undefined;
  if (code === 'server_certificate' && untrusted !== undefined) {
    const { signer, searched } = untrusted;
    const places = intl.formatList(searched, { type: 'unit' });
    return {
      happened:
        signer === null
          ? sentence('failure.signedByItself.happened')
          : sentence('failure.signerNotTrusted.happened', { signer }),
      whatToDo:
        places === ''
          ? message('failure.signerNotTrusted.inSystemStore')
          : message('failure.signerNotTrusted.inFiles', { places }),
    };
  }
  // Chromium's name for a tunnel, or the proxy's answer in place of the server's
  if (code === 'proxy_refused' && /^(?:ERR_PROXY_AUTH_|HTTP 407\b)/.test(cause)) {
    return {
      happened: sentence('failure.proxyWantsPassword.happened'),
      whatToDo: sentence('failure.proxyWantsPassword.whatToDo'),
    };
  }
  // Settings are to be changed only where a button leads to them.
  const cannotChange = remedies[code] === 'change_settings' && remedy !== 'change_settings';
  return {
    happened:
      status === undefined
        ? sentence(`failure.${code}.happened`)
        : sentence('failure.refusedWithStatus', { status }),
    whatToDo: sentence(
      cannotChange ? 'failure.settingsOfOthers.whatToDo' : `failure.${code}.whatToDo`,
    ),
  };
}

/** As `failureText`, in the language of the window. */
export function useFailureText(failure: Failure, service: string, remedy?: Remedy): FailureText {
  return failureText(failure, service, useIntl(), remedy);
}
