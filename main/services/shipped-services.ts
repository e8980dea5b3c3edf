/**
 * The definitions that ship with the app: one file per service, all without a client, since users or
 * administrators register their own. Two services are missing because no sign-in can succeed: Apple
 * (responds by form_post, to https addresses only) and LinkedIn (omits the requested nonce from ID
 * tokens, and refuses a code_verifier unless LinkedIn has allowed it for the client).
 */
import type { Definitions } from './definitions-file.js';
import { aol } from './shipped/aol.js';
import { atlassian } from './shipped/atlassian.js';
import { auth0 } from './shipped/auth0.js';
import { authentik } from './shipped/authentik.js';
import { bitbucket } from './shipped/bitbucket.js';
import { box } from './shipped/box.js';
import { cognito } from './shipped/cognito.js';
import { discord } from './shipped/discord.js';
import { dropbox } from './shipped/dropbox.js';
import { fastmail } from './shipped/fastmail.js';
import { figma } from './shipped/figma.js';
import { gitea } from './shipped/gitea.js';
import { github } from './shipped/github.js';
import { gitlab } from './shipped/gitlab.js';
import { google } from './shipped/google.js';
import { hubspot } from './shipped/hubspot.js';
import { keycloak } from './shipped/keycloak.js';
import { linear } from './shipped/linear.js';
import { mastodon } from './shipped/mastodon.js';
import { microsoftAny } from './shipped/microsoft-any.js';
import { microsoftWork } from './shipped/microsoft-work.js';
import { microsoft } from './shipped/microsoft.js';
import { notion } from './shipped/notion.js';
import { oktaCustom } from './shipped/okta-custom.js';
import { okta } from './shipped/okta.js';
import { reddit } from './shipped/reddit.js';
import { salesforce } from './shipped/salesforce.js';
import { slack } from './shipped/slack.js';
import { spotify } from './shipped/spotify.js';
import { twitch } from './shipped/twitch.js';
import { x } from './shipped/x.js';
import { xero } from './shipped/xero.js';
import { yahoo } from './shipped/yahoo.js';
import { zitadel } from './shipped/zitadel.js';
import { zoom } from './shipped/zoom.js';

export const shippedDefinitions: Definitions = {
  source: 'shipped',
  services: [
    aol,
    atlassian,
    auth0,
    authentik,
    bitbucket,
    box,
    cognito,
    discord,
    dropbox,
    fastmail,
    figma,
    gitea,
    github,
    gitlab,
    google,
    hubspot,
    keycloak,
    linear,
    mastodon,
    microsoftAny,
    microsoftWork,
    microsoft,
    notion,
    oktaCustom,
    okta,
    reddit,
    salesforce,
    slack,
    spotify,
    twitch,
    x,
    xero,
    yahoo,
    zitadel,
    zoom,
  ],
  clients: [],
  problems: [],
};
