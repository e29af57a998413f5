import tls from 'node:tls';

/**
 * Makes this process trust one more certificate, for `https` and `fetch` alike. Gives the undoing.
 * Another process trusts it from its start by `NODE_EXTRA_CA_CERTS`. Throws before Node 24.5 (and
 * 22.19), where only that way exists.
 * https://nodejs.org/api/tls.html#tlssetdefaultcacertificatescerts
 */
export function trustInThisProcess(certificate: string): () => void {
	const before = tls.getCACertificates('default');
	tls.setDefaultCACertificates([...before, certificate]);
	return () => tls.setDefaultCACertificates(before);
}
