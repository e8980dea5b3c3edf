/** The system's proof that it is the user who sits here. Needed by connections/lock.ts. */
export interface UserPresence {
  /** False: they did not confirm. A system that offers no such proof confirms without asking. */
  confirm(): Promise<boolean>;
}
