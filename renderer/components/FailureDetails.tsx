import type { Failure } from '../../ipc/failure.js';
import { Disclosure } from './Disclosure.js';
import { FactList } from './FactList.js';
import { useMessage } from './message.js';

/** The technical cause of a failure, for support. */
export function FailureDetails({ failure }: { readonly failure: Failure }) {
  const say = useMessage();
  const { code, cause, host, serverError } = failure;
  const facts = [
    { name: say('notice.code'), value: code },
    { name: say('notice.cause'), value: cause },
    { name: say('notice.host'), value: host ?? '' },
    { name: say('notice.serverError'), value: serverError ?? '' },
  ].filter(({ value }) => value !== '');
  return (
    <Disclosure title={say('notice.details')}>
      <FactList facts={facts} />
    </Disclosure>
  );
}
