import type { AttemptView } from '../../ipc/attempt-view.js';
import { useRequest } from '../components/request.js';
import { requests } from '../store/requests.js';
import { AgreeToPrivateNetwork } from './AgreeToPrivateNetwork.js';

interface ConfirmPrivateNetworkProps {
  readonly attempt: AttemptView;
  readonly hosts: readonly string[];
}

/** The question of an attempt, which goes on once the user agrees. */
export function ConfirmPrivateNetwork({ attempt, hosts }: ConfirmPrivateNetworkProps) {
  const request = useRequest();
  const { id: attemptId } = attempt;
  return (
    <AgreeToPrivateNetwork
      service={attempt.serviceName}
      hosts={hosts}
      request={request}
      onAgree={() => void request.send(() => requests.confirmPrivateNetwork({ attemptId }))}
      onCancel={() => void requests.closeAttempt({ attemptId })}
    />
  );
}
