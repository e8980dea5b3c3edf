/** Accounts at every server of these tests. */
export interface Account {
  readonly login: string;
  readonly name: string;
  readonly email: string;
}

export const ada: Account = {
  login: 'ada-1815',
  name: 'Ada Example',
  email: 'ada@example.test',
};

export const bob: Account = {
  login: 'bob-1912',
  name: 'Bob Example',
  email: 'bob@example.test',
};

/** The login is also the subject identifier (`sub`). */
export function accountOf(login: string): Account | null {
  return [ada, bob].find((account) => account.login === login) ?? null;
}
