/** What is this machine, by name and by address. */

/** True for a host name or address, as in `HOST` or a URL, that leads to this machine alone. */
export function isLoopbackName(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/g, "");
  return name === "localhost" || isLoopbackAddress(name);
}

/** True for the address of a peer on this machine. */
export function isLoopbackAddress(address: string): boolean {
  const plain = withoutMapping(address);
  return plain === "::1" || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(plain);
}

/** Whom guesses are counted for: an IPv4 address, or the network that one holder of IPv6 has. */
export function guesserOf(address: string): string {
  const plain = withoutMapping(address);
  if (!plain.includes(":")) return plain;
  const [head = "", tail] = plain.split("::");
  const groups = head.split(":").filter(Boolean);
  // "::" stands for as many zeros as are missing; only those before the fifth group matter here.
  const filled = tail === undefined ? groups : [...groups, "0", "0", "0", "0"];
  return filled.slice(0, 4).join(":");
}

/** IPv4 in IPv6's clothes, as a socket that serves both reports it. */
function withoutMapping(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, "");
}
