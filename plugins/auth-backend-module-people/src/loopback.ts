import { BlockList, isIPv4, isIPv6 } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** The part of a Node HTTP request that says where it comes from. */
export interface ArrivedRequest {
  headers: Record<string, string | string[] | undefined>;
  socket: { remoteAddress?: string };
}

/** Whether an IP address, IPv4, IPv6 or IPv4 within IPv6, is this machine. */
export function isLoopback(address: string): boolean {
  if (isIPv4(address)) {
    return loopback.check(address, 'ipv4');
  }
  return isIPv6(address) && loopback.check(address, 'ipv6');
}

/**
 * Whether a request comes from this machine, as far as can be known: the other
 * end of the connection, and, because a proxy on this machine would make every
 * request look local, each address such a proxy names in `X-Forwarded-For`.
 */
export function isLocalRequest(req: ArrivedRequest): boolean {
  const forwarded = [req.headers['x-forwarded-for'] ?? []]
    .flat()
    .flatMap(value => value.split(','))
    .map(value => value.trim());
  return [req.socket.remoteAddress ?? '', ...forwarded].every(isLoopback);
}
