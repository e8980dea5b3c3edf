/**
 * The definitions that ship with the app: one file per service, all without a client, since users or
 * administrators register their own. Two services are missing because no sign-in can succeed: Apple
 * (responds by form_post, to https addresses only) and LinkedIn (omits the requested nonce from ID
 * tokens, and refuses a code_verifier unless LinkedIn has allowed it for the client).
 */
import type { Definitions } from './definitions-file.js';
import { adfs } from './shipped/adfs.js';
import { airtable } from './shipped/airtable.js';
import { aol } from './shipped/aol.js';
import { asana } from './shipped/asana.js';
import { atlassian } from './shipped/atlassian.js';
import { auth0 } from './shipped/auth0.js';
import { authelia } from './shipped/authelia.js';
import { authentik } from './shipped/authentik.js';
import { bitbucket } from './shipped/bitbucket.js';
import { box } from './shipped/box.js';
import { calendly } from './shipped/calendly.js';
import { canaille } from './shipped/canaille.js';
import { canva } from './shipped/canva.js';
import { cognito } from './shipped/cognito.js';
import { deviantart } from './shipped/deviantart.js';
import { digitalocean } from './shipped/digitalocean.js';
import { discord } from './shipped/discord.js';
import { docusign } from './shipped/docusign.js';
import { dropbox } from './shipped/dropbox.js';
import { fastmail } from './shipped/fastmail.js';
import { feishu } from './shipped/feishu.js';
import { figma } from './shipped/figma.js';
import { fitbit } from './shipped/fitbit.js';
import { forgejo } from './shipped/forgejo.js';
import { forgerock } from './shipped/forgerock.js';
import { garmin } from './shipped/garmin.js';
import { gitea } from './shipped/gitea.js';
import { github } from './shipped/github.js';
import { gitlab } from './shipped/gitlab.js';
import { google } from './shipped/google.js';
import { hubspot } from './shipped/hubspot.js';
import { huggingface } from './shipped/huggingface.js';
import { intercom } from './shipped/intercom.js';
import { kakao } from './shipped/kakao.js';
import { kanidm } from './shipped/kanidm.js';
import { keycloak } from './shipped/keycloak.js';
import { line } from './shipped/line.js';
import { linear } from './shipped/linear.js';
import { mastodon } from './shipped/mastodon.js';
import { mcpAirtable } from './shipped/mcp-airtable.js';
import { mcpAsana } from './shipped/mcp-asana.js';
import { mcpAtlassian } from './shipped/mcp-atlassian.js';
import { mcpAttio } from './shipped/mcp-attio.js';
import { mcpCanva } from './shipped/mcp-canva.js';
import { mcpCloudflareObservability } from './shipped/mcp-cloudflare-observability.js';
import { mcpCloudflare } from './shipped/mcp-cloudflare.js';
import { mcpHubspot } from './shipped/mcp-hubspot.js';
import { mcpHuggingface } from './shipped/mcp-huggingface.js';
import { mcpIntercom } from './shipped/mcp-intercom.js';
import { mcpLinear } from './shipped/mcp-linear.js';
import { mcpMonday } from './shipped/mcp-monday.js';
import { mcpNeon } from './shipped/mcp-neon.js';
import { mcpNotion } from './shipped/mcp-notion.js';
import { mcpPaypal } from './shipped/mcp-paypal.js';
import { mcpSanity } from './shipped/mcp-sanity.js';
import { mcpSentry } from './shipped/mcp-sentry.js';
import { mcpSquare } from './shipped/mcp-square.js';
import { mcpStripe } from './shipped/mcp-stripe.js';
import { mcpSupabase } from './shipped/mcp-supabase.js';
import { mcpVercel } from './shipped/mcp-vercel.js';
import { mcpWebflow } from './shipped/mcp-webflow.js';
import { mcp } from './shipped/mcp.js';
import { microsoftAny } from './shipped/microsoft-any.js';
import { microsoftWork } from './shipped/microsoft-work.js';
import { microsoft } from './shipped/microsoft.js';
import { miro } from './shipped/miro.js';
import { naver } from './shipped/naver.js';
import { netlify } from './shipped/netlify.js';
import { nextcloud } from './shipped/nextcloud.js';
import { notion } from './shipped/notion.js';
import { odoo } from './shipped/odoo.js';
import { oktaCustom } from './shipped/okta-custom.js';
import { okta } from './shipped/okta.js';
import { onelogin } from './shipped/onelogin.js';
import { oura } from './shipped/oura.js';
import { patreon } from './shipped/patreon.js';
import { pingfederate } from './shipped/pingfederate.js';
import { pingone } from './shipped/pingone.js';
import { pinterest } from './shipped/pinterest.js';
import { pipedrive } from './shipped/pipedrive.js';
import { quickbooks } from './shipped/quickbooks.js';
import { reddit } from './shipped/reddit.js';
import { salesforce } from './shipped/salesforce.js';
import { servicenow } from './shipped/servicenow.js';
import { shopify } from './shipped/shopify.js';
import { slack } from './shipped/slack.js';
import { snapchat } from './shipped/snapchat.js';
import { spotify } from './shipped/spotify.js';
import { strava } from './shipped/strava.js';
import { tiktok } from './shipped/tiktok.js';
import { todoist } from './shipped/todoist.js';
import { trakt } from './shipped/trakt.js';
import { twitch } from './shipped/twitch.js';
import { vercel } from './shipped/vercel.js';
import { webex } from './shipped/webex.js';
import { withings } from './shipped/withings.js';
import { withoutMetadata } from './shipped/without-metadata.js';
import { x } from './shipped/x.js';
import { xero } from './shipped/xero.js';
import { yahoo } from './shipped/yahoo.js';
import { zendesk } from './shipped/zendesk.js';
import { zitadel } from './shipped/zitadel.js';
import { zoho } from './shipped/zoho.js';
import { zoom } from './shipped/zoom.js';

export const shippedDefinitions: Definitions = {
  source: 'shipped',
  services: [
    adfs,
    airtable,
    aol,
    asana,
    atlassian,
    auth0,
    authelia,
    authentik,
    bitbucket,
    box,
    calendly,
    canaille,
    canva,
    cognito,
    deviantart,
    digitalocean,
    discord,
    docusign,
    dropbox,
    fastmail,
    feishu,
    figma,
    fitbit,
    forgejo,
    forgerock,
    garmin,
    gitea,
    github,
    gitlab,
    google,
    hubspot,
    huggingface,
    intercom,
    kakao,
    kanidm,
    keycloak,
    line,
    linear,
    mastodon,
    mcp,
    mcpAirtable,
    mcpAsana,
    mcpAtlassian,
    mcpAttio,
    mcpCanva,
    mcpCloudflare,
    mcpCloudflareObservability,
    mcpHubspot,
    mcpHuggingface,
    mcpIntercom,
    mcpLinear,
    mcpMonday,
    mcpNeon,
    mcpNotion,
    mcpPaypal,
    mcpSanity,
    mcpSentry,
    mcpSquare,
    mcpStripe,
    mcpSupabase,
    mcpVercel,
    mcpWebflow,
    microsoft,
    microsoftAny,
    microsoftWork,
    miro,
    naver,
    netlify,
    nextcloud,
    notion,
    odoo,
    okta,
    oktaCustom,
    onelogin,
    oura,
    patreon,
    pingfederate,
    pingone,
    pinterest,
    pipedrive,
    quickbooks,
    reddit,
    salesforce,
    servicenow,
    shopify,
    slack,
    snapchat,
    spotify,
    strava,
    tiktok,
    todoist,
    trakt,
    twitch,
    vercel,
    webex,
    withings,
    withoutMetadata,
    x,
    xero,
    yahoo,
    zendesk,
    zitadel,
    zoho,
    zoom,
  ],
  clients: [],
  problems: [],
};
