import { describe, expect, test } from 'vitest';

import { relationOf } from './other-issuer.js';

const typed = 'https://contoso.b2clogin.com/contoso.onmicrosoft.com/B2C_1_susi/v2.0/';

const tenant = '4c2f1234-0123-4567-7654-123321828afd';
const other = '11111111-2222-3333-4444-555555555555';

describe('an issuer that nobody is asked about (O15, H26, L7)', () => {
  test.each([
    ['of another domain', 'https://evil.example/v2.0'],
    ['of a host that only ends alike', 'https://evilb2clogin.com/v2.0'],
    ['without TLS', 'http://contoso.b2clogin.com/v2.0'],
    ['at another port of the domain', 'https://login.b2clogin.com:8443/v2.0'],
    ['with a user name', 'https://a@contoso.b2clogin.com/v2.0'],
    ['with a query', 'https://contoso.b2clogin.com/v2.0?p=1'],
    ['with a fragment', 'https://contoso.b2clogin.com/v2.0#x'],
    ['with a line break', 'https://contoso.b2clogin.com/v2.0\n'],
    ['with marks that turn the text', 'https://contoso.b2clogin.com/\u202Ev2.0'],
    ['that is no address', 'contoso'],
    ['that is the domain itself', 'https://b2clogin.com/'],
    ['far too long', `https://contoso.b2clogin.com/${'x'.repeat(2_048)}`],
  ])('%s', (_, issuer) => {
    expect(relationOf(typed, issuer)).toBeNull();
  });

  test.each([
    ['a host without a domain', 'https://sso/', 'https://other/'],
    ['an address of the network', 'https://10.0.0.1/', 'https://10.1.0.1/'],
    ['a host on this computer', 'http://localhost:3000/', 'http://localhost:4000/'],
    [
      'a tenant of Entra at a host that is not Microsoft’s',
      'https://login.example.com/common',
      `https://sts.windows.net/${tenant}/`,
    ],
    [
      'another tenant of Entra',
      `https://login.microsoftonline.com/${other}`,
      `https://sts.windows.net/${tenant}/`,
    ],
    [
      'many tenants for one of Entra',
      `https://login.microsoftonline.com/${other}`,
      'https://sts.windows.net/{tenantid}/',
    ],
    [
      'no tenant of Entra',
      'https://login.microsoftonline.com/contoso.com',
      'https://sts.windows.net/',
    ],
    [
      'more than a tenant of Entra',
      'https://login.microsoftonline.com/contoso.com',
      `https://sts.windows.net/${tenant}/x/`,
    ],
    [
      'a tenant of Entra at a port',
      'https://login.microsoftonline.com:8443/common',
      `https://sts.windows.net/${tenant}/`,
    ],
    [
      'a tenant of the cloud of another country',
      'https://login.microsoftonline.com/common',
      `https://sts.chinacloudapi.cn/${tenant}/`,
    ],
    ['a domain of two labels', 'https://sso.example/', 'https://other.example/'],
    ['no address at all', 'not an address', 'https://other.example/'],
  ])('of %s', (_, address, issuer) => {
    expect(relationOf(address, issuer)).toBeNull();
  });
});

describe('an issuer that the user may confirm (L7)', () => {
  test.each([
    [typed, 'https://contoso.b2clogin.com/4c2f1234-0123-4567-7654-123321828afd/v2.0/'],
    ['https://login.example.com/common/v2.0', 'https://login.example.com/{tenantid}/v2.0'],
    ['login.example.com/contoso.com', 'https://login.example.com/1'],
    ['http://localhost:3000/a', 'http://localhost:3000/b'],
  ])('of the same host: %s, %s', (address, issuer) => {
    expect(relationOf(address, issuer)).toBe('same_authority');
  });

  test.each([
    [`https://login.microsoftonline.com/${tenant}`, `https://sts.windows.net/${tenant}/`],
    ['login.microsoftonline.com/contoso.com', `https://sts.windows.net/${tenant}/`],
    [
      `https://login.windows.net/${tenant}/.well-known/openid-configuration`,
      `https://sts.windows.net/${tenant}/`,
    ],
    ['https://login.microsoftonline.com/common', 'https://sts.windows.net/{tenantid}/'],
    ['https://login.partner.microsoftonline.cn/x.cn', `https://sts.chinacloudapi.cn/${tenant}/`],
  ])('of a tenant of Entra in version 1: %s, %s', (address, issuer) => {
    expect(relationOf(address, issuer)).toBe('same_authority');
  });

  test('of another host of the same domain, as at CIAM', () => {
    expect(
      relationOf(
        'https://contoso.ciamlogin.com/contoso.onmicrosoft.com/v2.0',
        'https://4c2f1234-0123-4567-7654-123321828afd.ciamlogin.com/4c2f1234/v2.0',
      ),
    ).toBe('sibling');
  });
});
