const PRIVATE_NAME = /^[^.:]+$|\.(localhost|local|lan|internal|home\.arpa|test)$/;
const PRIVATE_V4 = /^(0|10|127|169\.254|192\.168|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./;
const PRIVATE_V6 = /^\[(::1?|f[cd]..:.*|fe[89ab].:.*)\]$/;

/** Whether only this machine, or its network, can open what is there: nothing to hand on. */
export function isLocal({ protocol, hostname }: { protocol: string; hostname: string }): boolean {
  if (!/^https?:$/.test(protocol)) return true;
  const host = hostname.toLowerCase().replace(/\.$/, '');
  if (/^\d+(\.\d+){3}$/.test(host)) return PRIVATE_V4.test(host);
  return host.startsWith('[') ? PRIVATE_V6.test(host) : PRIVATE_NAME.test(host);
}
