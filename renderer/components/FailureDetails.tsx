import type { Failure } from '../../ipc/failure.js';
import { Disclosure } from './Disclosure.js';
import { FactList } from './FactList.js';
import { useMessage } from './message.js';

/** The technical cause of a failure, for support. */
export function FailureDetails({ failure }: { readonly failure: Failure }) {
  const message = useMessage();
  const { code, cause, host, serverError } = failure;
  const facts = [
    { name: message('notice.code'), value: code },
    { name: message('notice.cause'), value: cause },
    { name: message('notice.host'), value: host ?? '' },
    { name: message('notice.serverError'), value: serverError ?? '' },
  ].filter(({ value }) => value !== '');
  return (
    <Disclosure title={message('notice.details')}>
      <FactList facts={facts} />
    </Disclosure>
  );
}
