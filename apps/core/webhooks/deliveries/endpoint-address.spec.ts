import { describe, expect, it } from 'vitest';
import { EndpointAddresses, type Resolve } from './endpoint-address.js';
import { EndpointRefusedError } from './endpoint-refused.error.js';

const PUBLIC = '93.184.215.14';
const STRICT = { allowsHttp: false, allowedNetworks: [] };

const resolvingTo =
  (...addresses: string[]): Resolve =>
  () =>
    Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
const strict = new EndpointAddresses(STRICT, resolvingTo(PUBLIC));

describe('a URL that is rejected before any resolution', () => {
  it.each([
    'http://hooks.example.com/',
    'ftp://hooks.example.com/',
    'file:///etc/passwd',
    'gopher://127.0.0.1:6379/_FLUSHALL',
    'javascript:alert(1)',
    'hooks.example.com',
    'https://user:secret@hooks.example.com/',
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0x7f.1/',
    'https://017700000001/',
    'https://0177.0.0.1/',
    'https://0/',
    'https://0.0.0.0/',
    'https://10.0.0.1/',
    'https://172.16.0.1/',
    'https://192.168.1.1/',
    'https://100.64.0.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://2852039166/latest/meta-data/',
    'https://255.255.255.255/',
    'https://224.0.0.1/',
    'https://192.0.2.1/',
    'https://198.18.0.1/',
    'https://①②⑦.0.0.1/',
    'https://[::1]/',
    'https://[::]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:a9fe:a9fe]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[2002:7f00:1::]/',
    'https://[2001:0:7f00:1::]/',
    'https://[fe80::1]/',
    'https://[fc00::1]/',
    'https://[fd00:ec2::254]/',
    'https://[ff02::1]/',
    'https://[2001:db8::1]/',
  ])('%s', (url) => {
    expect(() => strict.check(url)).toThrow(EndpointRefusedError);
  });
});

describe('a name that is rejected once it is resolved', () => {
  it.each([
    ['a loopback address', ['127.0.0.1']],
    ['a loopback address of IPv6', ['::1']],
    ['the metadata address', ['169.254.169.254']],
    ['a private address', ['10.1.2.3']],
    ['a unique local address', ['fd12::1']],
    ['an IPv4 address inside IPv6', ['::ffff:10.1.2.3']],
    ['a public address and a private one', [PUBLIC, '192.168.0.1']],
    ['no address', []],
    ['something else', ['not an address']],
  ])('has %s', async (_name, addresses) => {
    const guard = new EndpointAddresses(STRICT, resolvingTo(...addresses));
    await expect(guard.find(guard.check('https://hooks.example.com/'))).rejects.toThrow(EndpointRefusedError);
  });

  it('localhost, by the resolver of the system', async () => {
    const guard = new EndpointAddresses(STRICT);
    await expect(guard.find(guard.check('https://localhost/'))).rejects.toThrow(EndpointRefusedError);
  });
});

it.each(['https://hooks.example.com/a?b=c', `https://${PUBLIC}/`, 'https://[2606:4700::1111]:8443/'])(
  'accepts %s',
  async (url) => {
    expect(await strict.find(strict.check(url))).not.toEqual([]);
  },
);

it('resolves a name once, so that a second response has no effect', async () => {
  const answers = [[PUBLIC], ['127.0.0.1']];
  const guard = new EndpointAddresses(STRICT, () => resolvingTo(...(answers.shift() ?? []))(''));
  expect(await guard.find(guard.check('https://rebinding.example.com/'))).toEqual([
    { address: PUBLIC, family: 4 },
  ]);
  await expect(guard.find(guard.check('https://rebinding.example.com/'))).rejects.toThrow(
    EndpointRefusedError,
  );
});

it('accepts http:// and private networks that the operator allows', async () => {
  const open = new EndpointAddresses(
    { allowsHttp: true, allowedNetworks: ['10.1.0.0/16'] },
    resolvingTo('10.1.2.3'),
  );
  expect(await open.find(open.check('http://receiver.internal/'))).toHaveLength(1);
  expect(() => open.check('http://10.2.0.1/')).toThrow(EndpointRefusedError);
});
