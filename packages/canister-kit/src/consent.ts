/**
 * ICRC-21: what a wallet shows before somebody signs a call. Never traps; what cannot be described
 * is refused, so that no wallet shows a text that fits any call.
 */
import { IDL } from '@dfinity/candid';
import type { Api, ArgsOf, ConsentReply, ConsentRequest } from '@qikcard/contracts';
import { guardMessage } from '@qikcard/contracts/wire-guard';

export type Consent = {
  /** What the call does, as a heading: "Register". */
  intent: string;
  /** What it does it to: label and value. */
  fields?: readonly (readonly [label: string, value: string])[];
};
/** By method; the arguments are the method's own, decoded. */
// biome-ignore lint/suspicious/noExplicitAny: each method has arguments of its own
export type Consents = Record<string, (...args: any[]) => Consent>;
/** The same, checked against the api that is described. */
export type ConsentsOf<A extends Api> = {
  readonly [K in keyof A]?: (...args: ArgsOf<A[K]['args']>) => Consent;
};

const ARG_BYTES_MAX = 8 * 1024;
const VALUE_MAX_CHARS = 500;

/** The reply to a request for one of `api`'s methods. */
export function consentReply(api: Api, consents: Consents, request: ConsentRequest): ConsentReply {
  const unsupported = (description: string) => ({
    Err: { UnsupportedCanisterCall: { description } },
  });
  const { method, arg, user_preferences } = request;
  if (!Object.hasOwn(api, method) || !Object.hasOwn(consents, method)) {
    return unsupported('There is no description of this call.');
  }
  if (arg.length > ARG_BYTES_MAX) return unsupported('The arguments are too large to describe.');
  let consent: Consent;
  try {
    guardMessage(arg);
    const args = IDL.decode(api[method].args, Uint8Array.from(arg));
    consent = consents[method](...args);
  } catch {
    return unsupported('The arguments are not those of this call.');
  }
  const [device] = user_preferences.device_spec;
  const consent_message =
    device !== undefined && 'FieldsDisplay' in device ? fieldsOf(consent) : markdownOf(consent);
  // English is the one language there is, whatever was asked for.
  return { Ok: { consent_message, metadata: { language: 'en', utc_offset_minutes: [] } } };
}

const fieldsOf = ({ intent, fields = [] }: Consent) => ({
  FieldsDisplayMessage: {
    intent,
    fields: fields.map(([label, value]): [string, { Text: { content: string } }] => [
      label,
      { Text: { content: value.slice(0, VALUE_MAX_CHARS) } },
    ]),
  },
});

const markdownOf = ({ intent, fields = [] }: Consent) => ({
  GenericDisplayMessage: [
    `# ${plain(intent)}`,
    ...fields.map(([label, value]) => `**${plain(label)}:** ${plain(value)}`),
  ].join('\n\n'),
});

/** Values come from the caller: they must not become headings, links or pictures. */
const plain = (text: string): string =>
  text
    .slice(0, VALUE_MAX_CHARS)
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]()<>#+\-!|~&]/g, (mark) => `\\${mark}`);
