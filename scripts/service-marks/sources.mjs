/**
 * Which mark names which shipped service, and where the mark comes from. A service that is missing in
 * both tables stops the generator, so nobody forgets to decide.
 */

/** @typedef {{ from: 'simple-icons' | 'logos', name: string, services: readonly string[] }} Source */

/** @param {string} name @param {string[]} services @returns {Source} its services, if not of that name */
const simple = (name, ...services) => ({
  from: 'simple-icons',
  name,
  services: services.length > 0 ? services : [name],
});

/** @param {string} name @param {string[]} services @returns {Source} */
const logo = (name, ...services) => ({ from: 'logos', name, services });

/** The full-colour mark where there is a simple one that is still in use, else the one-colour mark. */
export const sources = [
  logo('airtable', 'airtable', 'mcp-airtable'),
  simple('asana', 'asana', 'mcp-asana'),
  simple('atlassian', 'atlassian', 'mcp-atlassian'),
  simple('auth0'),
  simple('authelia'),
  simple('authentik'),
  simple('bitbucket'),
  simple('box'),
  simple('calendly'),
  logo('cloudflare-icon', 'mcp-cloudflare', 'mcp-cloudflare-observability'),
  simple('deviantart'),
  simple('digitalocean'),
  simple('discord'),
  simple('dropbox'),
  logo('figma', 'figma'),
  simple('fitbit'),
  simple('garmin'),
  simple('gitea'),
  simple('github'),
  logo('gitlab-icon', 'gitlab'),
  logo('google-icon', 'google'),
  simple('hubspot', 'hubspot', 'mcp-hubspot'),
  logo('hugging-face-icon', 'huggingface', 'mcp-huggingface'),
  logo('intercom-icon', 'intercom', 'mcp-intercom'),
  simple('kakaotalk', 'kakao'),
  simple('line'),
  simple('linear', 'linear', 'mcp-linear'),
  simple('mastodon'),
  logo('microsoft-icon', 'microsoft', 'microsoft-any', 'microsoft-work'),
  logo('miro-icon', 'miro'),
  logo('model-context-protocol-icon', 'mcp'),
  logo('monday-icon', 'mcp-monday'),
  simple('naver'),
  simple('neon', 'mcp-neon'),
  logo('netlify-icon', 'netlify'),
  simple('nextcloud'),
  simple('notion', 'notion', 'mcp-notion'),
  simple('odoo'),
  logo('okta-icon', 'okta', 'okta-custom'),
  simple('patreon'),
  simple('paypal', 'mcp-paypal'),
  simple('pinterest'),
  simple('quickbooks'),
  simple('reddit'),
  logo('salesforce', 'salesforce'),
  simple('sentry', 'mcp-sentry'),
  logo('shopify', 'shopify'),
  logo('slack-icon', 'slack'),
  simple('spotify'),
  simple('square', 'mcp-square'),
  simple('strava'),
  simple('stripe', 'mcp-stripe'),
  simple('supabase', 'mcp-supabase'),
  logo('tiktok-icon', 'tiktok'),
  simple('todoist'),
  simple('trakt'),
  simple('twitch'),
  simple('vercel', 'vercel', 'mcp-vercel'),
  simple('webflow', 'mcp-webflow'),
  simple('x'),
  simple('xero'),
  logo('yahoo', 'yahoo'),
  simple('zendesk'),
  simple('zoho'),
  simple('zoom'),
];

/** The window shows the first letter of these, for the reason given. */
export const withoutMark = {
  'in neither package': [
    'adfs',
    'aol',
    'canaille',
    'canva',
    'docusign',
    'fastmail',
    'feishu',
    'forgerock',
    'kanidm',
    'mcp-attio',
    'mcp-canva',
    'onelogin',
    'oura',
    'pingfederate',
    'pingone',
    'servicenow',
    'withings',
    'zitadel',
  ],
  'only as a name in letters, too wide to be read': ['pipedrive'],
  'made of gradients, which a flat colour would change': ['cognito'],
  'would be yellow on white': ['snapchat'],
  'under a licence with conditions of its own': ['forgejo', 'keycloak', 'mcp-sanity', 'webex'],
  'no service but any server': ['without-metadata'],
};
