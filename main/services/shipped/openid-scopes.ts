/** The scopes of OpenID Connect Core §5.4 and §11, with texts for users. */
export const openidScopes = [
  { name: 'openid', words: 'Know who you are', risk: 'reads' as const, default: true },
  { name: 'profile', words: 'See your name', risk: 'reads' as const, default: true },
  { name: 'email', words: 'See your e-mail address', risk: 'reads' as const, default: true },
];

export const offlineAccess = {
  name: 'offline_access',
  words: 'Stay connected when you are away',
  default: true,
};
