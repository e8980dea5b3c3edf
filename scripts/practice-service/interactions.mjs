/** The pages for sign-in and consent, between the authorization request and the redirect. */
import { accountNamed } from './accounts.mjs';
import { appsPage, consentPage, messagePage, signInPage } from './pages.mjs';
import { scopes } from './service-definition.mjs';

/**
 * @typedef {import('node:http').IncomingMessage} Request
 * @typedef {import('node:http').ServerResponse} Response
 * @typedef {{ provider: import('oidc-provider').Provider, kept: import('./saved-state.mjs').SavedState }} Service
 * @typedef {Awaited<ReturnType<import('oidc-provider').Provider['interactionDetails']>>} Details
 */

/** Scopes that cannot be deselected. */
const required = ['openid'];
const formLimit = 16_384;

/**
 * @param {Service} service @param {Request} request @param {Response} response
 * @returns {Promise<boolean>} false for any other page
 */
export async function handlePage(service, request, response) {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  if (request.method === 'GET' && path === '/apps') return showApps(service, response);
  if (request.method === 'POST' && path === '/apps/end')
    return endAccess(service, request, response);
  const [, action] = /^\/interaction\/[\w-]+(?:\/([a-z-]+))?$/.exec(path) ?? [undefined];
  if (!path.startsWith('/interaction/')) return false;
  try {
    const details = await service.provider.interactionDetails(request, response);
    if (request.method === 'GET') showStep(service, details, response);
    else await handleForm(service, details, action ?? '', request, response);
  } catch (error) {
    const explanation = 'This sign-in has ended. Go back to the app and start again from there.';
    if (!(error instanceof Error && error.name === 'SessionNotFound')) throw error;
    send(response, messagePage('Sign in', explanation), 400);
  }
  return true;
}

/** @param {Service} service @param {Details} details @param {Response} response */
function showStep({ kept }, details, response) {
  const address = `/interaction/${details.uid}`;
  const account = details.session && kept.account(details.session.accountId);
  if (details.prompt.name !== 'consent' || !account) {
    const { login_hint: hint } = details.params;
    const hinted = kept.state.accounts.find(
      ({ accountId, email }) => accountId === hint || email === hint,
    );
    const accounts = hinted ? [hinted] : kept.state.accounts.slice(0, 6);
    const typed = typeof hint === 'string' && !hinted ? hint : '';
    send(response, signInPage({ address, accounts, hint: typed }));
    return;
  }
  const permissions = scopes
    .filter(({ name }) => requestedScopes(details).includes(name))
    .map(({ name, words }) => ({ name, words, required: required.includes(name) }));
  send(response, consentPage({ address, account, client: 'Lanyard', permissions }));
}

/** @param {Details} details */
const requestedScopes = ({ params }) =>
  typeof params.scope === 'string' ? params.scope.split(' ') : [];

/**
 * @param {Service} service @param {Details} details @param {string} action
 * @param {Request} request @param {Response} response
 */
async function handleForm({ provider, kept }, details, action, request, response) {
  const form = await readForm(request);
  /** @param {import('oidc-provider').InteractionResults} result @param {boolean} merge */
  const finish = (result, merge) =>
    provider.interactionFinished(request, response, result, { mergeWithLastSubmission: merge });

  switch (action) {
    case 'sign-in': {
      const account = accountNamed(form.get('name') ?? '');
      if (!account) {
        showStep({ provider, kept }, details, response);
        return;
      }
      kept.remember(account);
      await finish({ select_account: {}, login: { accountId: account.accountId } }, true);
      return;
    }
    case 'allow': {
      const grant = new provider.Grant({
        accountId: details.session?.accountId,
        clientId: String(details.params.client_id),
      });
      const allowed = new Set([...required, ...form.getAll('permission')]);
      for (const scope of requestedScopes(details)) {
        if (allowed.has(scope)) grant.addOIDCScope(scope);
        else grant.rejectOIDCScope(scope);
      }
      // Each connection gets a separate grant, so that ending one keeps the others.
      await finish({ consent: { grantId: await grant.save() } }, true);
      return;
    }
    case 'another-account':
      send(
        response,
        signInPage({
          address: `/interaction/${details.uid}`,
          accounts: kept.state.accounts.slice(0, 6),
          hint: '',
        }),
      );
      return;
    default:
      await finish(
        { error: 'access_denied', error_description: 'Cancelled at the service' },
        false,
      );
  }
}

/** @param {Service} service @param {Response} response */
function showApps({ kept }, response) {
  const grants = kept.all('Grant').map(({ id, payload }) => ({
    id,
    client: 'Lanyard',
    account: kept.account(payload.accountId ?? '')?.name ?? 'an account',
    since: new Date((payload.iat ?? 0) * 1000),
    scope: /** @type {{ openid?: { scope?: string } }} */ (payload).openid?.scope ?? '',
  }));
  send(response, appsPage(grants));
  return true;
}

/** @param {Service} service @param {Request} request @param {Response} response */
async function endAccess({ kept }, request, response) {
  // Another website could send this form too.
  if (request.headers.origin !== `http://${request.headers.host ?? ''}`) {
    send(response, messagePage('Not done', 'The request did not come from this page.'), 403);
    return true;
  }
  kept.endGrant((await readForm(request)).get('grant') ?? '');
  response.writeHead(303, { location: '/apps' }).end();
  return true;
}

/** @param {Request} request */
async function readForm(request) {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += String(chunk);
    if (text.length > formLimit) throw new Error('The form is too long');
  }
  return new URLSearchParams(text);
}

/** @param {Response} response @param {string} body */
function send(response, body, status = 200) {
  response
    .writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'same-origin',
      // No form-action: browsers would apply it to the redirect to the app too.
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
    })
    .end(body);
}
