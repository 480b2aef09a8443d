import type { InternetIdentity } from './internet_identity.ts';

/** Gauges of `/metrics` by name and labels, without the times of their samples. */
export async function metricsOf(ii: InternetIdentity): Promise<Record<string, number>> {
  const { body } = await ii.as().http_request({
    method: 'GET',
    url: '/metrics',
    headers: [],
    body: new Uint8Array(),
    certificate_version: [2],
  });
  const lines = new TextDecoder().decode(Uint8Array.from(body)).split('\n');
  const samples = lines.filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.split(' '));
  return Object.fromEntries(samples.map(([name, value]) => [name!, Number(value)]));
}
