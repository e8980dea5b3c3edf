/** The pages of the practice service. */
import { html, Html } from './html.mjs';
import { style } from './style.mjs';

/** @typedef {{ accountId: string, name: string, email: string }} Account */

/** @param {string} title @param {Html} content */
function page(title, content) {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title} · Practice service</title>
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body>
        <main>
          <p class="mark">Practice service</p>
          ${content}
        </main>
      </body>
    </html>`.text;
}

/**
 * @param {object} view
 * @param {string} view.address action of the forms
 * @param {Account[]} view.accounts previously used
 * @param {string} view.hint initial value of the field
 */
export function signInPage({ address, accounts, hint }) {
  return page(
    'Sign in',
    html`<h1>Sign in</h1>
      <p class="soft">
        This service runs on your own computer, for practice. Any name signs in; there is no
        password.
      </p>
      ${
        accounts.length > 0
          ? html`<form method="post" action="${address}/sign-in" class="accounts">
              ${accounts.map(
                ({ name, email }) =>
                  html`<button name="name" value="${name}">
                    ${name}<br /><span class="soft">${email}</span>
                  </button>`,
              )}
            </form>`
          : ''
      }
      <form method="post" action="${address}/sign-in">
        <label class="field">
          ${accounts.length > 0 ? 'Another name' : 'Name'}
          <input
            type="text"
            name="name"
            required
            maxlength="60"
            value="${hint}"
            autocomplete="off"
            autofocus
          />
        </label>
        <button class="main">Sign in</button>
      </form>
      <form method="post" action="${address}/cancel"><button>Cancel</button></form>`,
  );
}

/**
 * @param {object} view
 * @param {string} view.address
 * @param {Account} view.account
 * @param {string} view.client the app's name
 * @param {{ name: string, words: string, required: boolean }[]} view.permissions
 */
export function consentPage({ address, account, client, permissions }) {
  return page(
    'Allow access',
    html`<h1>${client} asks for access</h1>
      <p>
        to the account of <strong>${account.name}</strong>
        <span class="soft">${account.email}</span>
      </p>
      <form method="post" action="${address}/allow">
        <fieldset>
          <legend>It would be allowed to</legend>
          <ul>
            ${permissions.map(
              ({ name, words, required }) =>
                html`<li>
                  <label>
                    <input
                      type="checkbox"
                      name="permission"
                      value="${name}"
                      checked
                      ${required ? 'disabled' : ''}
                    />
                    <span>${words} <code>${name}</code></span>
                  </label>
                </li>`,
            )}
          </ul>
        </fieldset>
        <button class="main">Allow</button>
      </form>
      <form method="post" action="${address}/cancel"><button>Cancel</button></form>
      <form method="post" action="${address}/another-account">
        <button class="link">Use another account</button>
      </form>`,
  );
}

/**
 * Lists the grants of all accounts, because the service has one user.
 * @param {{ id: string, client: string, account: string, since: Date, scope: string }[]} grants
 */
export function appsPage(grants) {
  return page(
    'Connected apps',
    html`<h1>Connected apps</h1>
      ${
        grants.length === 0
          ? html`<p>No app has access to an account here.</p>`
          : html`<ul>
              ${grants.map(
                ({ id, client, account, since, scope }) =>
                  html`<li>
                    <strong>${client}</strong> for ${account}<br />
                    <span class="soft"
                      >since ${since.toISOString().slice(0, 16).replace('T', ' ')} UTC ·
                      <code>${scope}</code></span
                    >
                    <form method="post" action="/apps/end">
                      <button
                        name="grant"
                        value="${id}"
                        aria-label="End access of ${client} for ${account}"
                      >
                        End access
                      </button>
                    </form>
                  </li>`,
              )}
            </ul>`
      }`,
  );
}

/** @param {string} title @param {string} explanation */
export function messagePage(title, explanation) {
  return page(
    title,
    html`<h1>${title}</h1>
      <p>${explanation}</p>`,
  );
}
