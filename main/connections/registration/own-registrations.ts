/**
 * The registrations that the app made itself for one service. Each has the only token that can delete it
 * at the server, and members that only a newer version may know, so none is dropped for another.
 */
import type { RegisteredClient } from '../../oauth/registered-client.js';
import type { CustomService } from '../custom-service.js';

/** All of them, the one in use first. */
export function registrationsOf({
  registered,
  earlierRegistrations = [],
}: Pick<CustomService, 'registered' | 'earlierRegistrations'>): readonly RegisteredClient[] {
  return registered === null ? earlierRegistrations : [registered, ...earlierRegistrations];
}

/** @param registered the one that replaces those of the stored service; null: a client of another kind does */
export function registeredEarlier(
  stored: CustomService,
  registered: RegisteredClient | null,
): Pick<CustomService, 'earlierRegistrations'> {
  const earlier = registrationsOf(stored).filter((each) => each.clientId !== registered?.clientId);
  return earlier.length === 0 ? {} : { earlierRegistrations: earlier };
}
