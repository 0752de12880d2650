import { isLocalRequest, isLoopback } from './loopback';

describe('isLoopback', () => {
  it.each(['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1'])(
    'recognises %s',
    address => expect(isLoopback(address)).toBe(true),
  );

  it.each(['10.0.0.1', '192.168.1.20', '::ffff:10.0.0.1', 'fe80::1', '', 'x'])(
    'does not take "%s" for this machine',
    address => expect(isLoopback(address)).toBe(false),
  );
});

describe('isLocalRequest', () => {
  const request = (remoteAddress?: string, forwarded?: string) => ({
    socket: { remoteAddress },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  });

  it('looks at the other end of the connection', () => {
    expect(isLocalRequest(request('::1'))).toBe(true);
    expect(isLocalRequest(request('192.168.1.20'))).toBe(false);
    expect(isLocalRequest(request())).toBe(false);
  });

  it('does not take what a proxy on this machine forwards for local', () => {
    expect(isLocalRequest(request('127.0.0.1', '203.0.113.7'))).toBe(false);
    expect(isLocalRequest(request('::1', '127.0.0.1, 203.0.113.7'))).toBe(
      false,
    );
    expect(isLocalRequest(request('::1', '127.0.0.1, ::1'))).toBe(true);
  });
});
