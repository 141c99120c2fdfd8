/** Which parts of request and response a certificate expression covers. */
export type Expression =
  | { kind: 'none' }
  | {
      kind: 'certified';
      request: { headers: string[]; query: string[] } | undefined;
      response: { headers: string[]; listed: 'included' | 'excluded' };
    };

/**
 * Reads the subset of the Common Expression Language that certificate expressions are made of
 * (HTTP gateway protocol, "Certificate expression"); throws on anything else.
 */
export function parseExpression(text: string): Expression {
  const flat = text.replace(/\s+/g, '');
  if (!flat.startsWith('default_certification(ValidationArgs{'))
    throw new Error('the certificate expression is not a default_certification');
  if (flat.includes('no_certification:Empty{}')) return { kind: 'none' };
  const included = list(flat, /certified_response_headers:ResponseHeaderList\{headers:\[(.*?)\]/);
  const excluded = list(flat, /response_header_exclusions:ResponseHeaderList\{headers:\[(.*?)\]/);
  if (!included && !excluded)
    throw new Error('the certificate expression names no response headers');
  return {
    kind: 'certified',
    request: requestPart(flat),
    response: included
      ? { headers: included, listed: 'included' }
      : { headers: excluded ?? [], listed: 'excluded' },
  };
}

function requestPart(flat: string): { headers: string[]; query: string[] } | undefined {
  if (flat.includes('no_request_certification:Empty{}')) return undefined;
  const headers = list(flat, /certified_request_headers:\[(.*?)\]/);
  const query = list(flat, /certified_query_parameters:\[(.*?)\]/);
  if (!headers || !query) throw new Error('the certificate expression has no request part');
  return { headers, query };
}

function list(flat: string, pattern: RegExp): string[] | undefined {
  const match = pattern.exec(flat);
  if (!match) return undefined;
  return [...(match[1] ?? '').matchAll(/"([^"]*)"/g)].map(([, name]) => name ?? '');
}
