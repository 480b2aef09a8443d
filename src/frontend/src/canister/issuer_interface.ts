import type { ActorMethod } from '@dfinity/agent';
import type { IDL } from '@dfinity/candid';

// The interface that issuers of verifiable credentials have. They are other people's canisters, so it is written
// here and not generated. Names and types are those of the published interface, fields that only tell a person
// more are left out: Candid skips them.

export interface CandidSpec {
  credential_type: string;
  arguments: [] | [[string, { Int: number } | { String: string }][]];
}

interface PrepareRequest {
  signed_id_alias: { credential_jws: string };
  credential_spec: CandidSpec;
}

export type IssueError = Partial<Record<(typeof ISSUE_ERRORS)[number], string>>;
export type ConsentError = Partial<Record<(typeof CONSENT_ERRORS)[number], { description: string }>>;

const ISSUE_ERRORS = [
  'UnknownSubject',
  'UnauthorizedSubject',
  'InvalidIdAlias',
  'UnsupportedCredentialSpec',
  'SignatureNotFound',
  'Internal',
] as const;
const CONSENT_ERRORS = [
  'GenericError',
  'UnsupportedCanisterCall',
  'UnsupportedConsentMessage',
  'ConsentMessageUnavailable',
] as const;

export interface IssuerService {
  derivation_origin: ActorMethod<
    [{ frontend_hostname: string }],
    { Ok: { origin: string } } | { Err: { Internal: string } | { UnsupportedOrigin: string } }
  >;
  vc_consent_message: ActorMethod<
    [{ preferences: { language: string }; credential_spec: CandidSpec }],
    { Ok: { consent_message: string; language: string } } | { Err: ConsentError }
  >;
  prepare_credential: ActorMethod<
    [PrepareRequest],
    { Ok: { prepared_context: [] | [Uint8Array | number[]] } } | { Err: IssueError }
  >;
  get_credential: ActorMethod<
    [PrepareRequest & { prepared_context: [] | [Uint8Array | number[]] }],
    { Ok: { vc_jws: string } } | { Err: IssueError }
  >;
}

export const issuerFactory: IDL.InterfaceFactory = ({ IDL }) => {
  const Spec = IDL.Record({
    credential_type: IDL.Text,
    arguments: IDL.Opt(IDL.Vec(IDL.Tuple(IDL.Text, IDL.Variant({ Int: IDL.Int32, String: IDL.Text })))),
  });
  const allOf = (names: readonly string[], type: IDL.Type) =>
    IDL.Variant(Object.fromEntries(names.map((name) => [name, type])));
  const answer = (value: Record<string, IDL.Type>, error: IDL.Type) =>
    IDL.Variant({ Ok: IDL.Record(value), Err: error });
  const issueError = allOf(ISSUE_ERRORS, IDL.Text);
  const request = { signed_id_alias: IDL.Record({ credential_jws: IDL.Text }), credential_spec: Spec };
  const context = IDL.Opt(IDL.Vec(IDL.Nat8));
  return IDL.Service({
    derivation_origin: IDL.Func(
      [IDL.Record({ frontend_hostname: IDL.Text })],
      [answer({ origin: IDL.Text }, allOf(['Internal', 'UnsupportedOrigin'], IDL.Text))],
      [],
    ),
    vc_consent_message: IDL.Func(
      [IDL.Record({ preferences: IDL.Record({ language: IDL.Text }), credential_spec: Spec })],
      [
        answer(
          { consent_message: IDL.Text, language: IDL.Text },
          allOf(CONSENT_ERRORS, IDL.Record({ description: IDL.Text })),
        ),
      ],
      [],
    ),
    prepare_credential: IDL.Func(
      [IDL.Record(request)],
      [answer({ prepared_context: context }, issueError)],
      [],
    ),
    get_credential: IDL.Func(
      [IDL.Record({ ...request, prepared_context: context })],
      [answer({ vc_jws: IDL.Text }, issueError)],
      ['query'],
    ),
  });
};
