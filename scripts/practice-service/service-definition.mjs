/** Definition of the practice service in a services file, as administrators add services. */
export const clientId = 'lanyard';
export const serviceId = 'practice-service';

export const scopes = [
  { name: 'openid', words: 'Know who you are', default: true },
  { name: 'profile', words: 'See your name', default: true },
  { name: 'email', words: 'See your e-mail address', default: true },
  { name: 'offline_access', words: 'Stay connected when you are away', default: true },
  { name: 'notes.read', words: 'Read your notes', default: true },
  { name: 'notes.write', words: 'Write and delete your notes' },
];

/** @param {string} issuer */
export const serviceDefinitions = (issuer) => ({
  services: [
    {
      id: serviceId,
      name: 'Practice service',
      group: 'Practice',
      practice: true,
      issuer,
      client: { id: clientId },
      scopes,
      manageUrl: `${issuer}/apps`,
    },
  ],
});
