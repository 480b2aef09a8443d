import { IDL } from 'azle';

export const CredentialSpec = IDL.Record({
  credential_type: IDL.Text,
  arguments: IDL.Opt(IDL.Vec(IDL.Tuple(IDL.Text, IDL.Variant({ Int: IDL.Int32, String: IDL.Text })))),
});

export interface CredentialSpec {
  readonly credential_type: string;
  readonly arguments: [] | [[string, { readonly Int?: number; readonly String?: string }][]];
}

const request = {
  signed_id_alias: IDL.Record({ credential_jws: IDL.Text }),
  credential_spec: CredentialSpec,
};

export const PrepareRequest = IDL.Record(request);

export interface PrepareRequest {
  readonly signed_id_alias: { readonly credential_jws: string };
  readonly credential_spec: CredentialSpec;
}

export const GetRequest = IDL.Record({ ...request, prepared_context: IDL.Opt(IDL.Vec(IDL.Nat8)) });

export interface GetRequest extends PrepareRequest {
  readonly prepared_context: [] | [Uint8Array];
}

export const ConsentRequest = IDL.Record({
  preferences: IDL.Record({ language: IDL.Text }),
  credential_spec: CredentialSpec,
});

export interface ConsentRequest {
  readonly preferences: { readonly language: string };
  readonly credential_spec: CredentialSpec;
}

export const OriginRequest = IDL.Record({ frontend_hostname: IDL.Text });

const result = (ok: Record<string, IDL.Type>, errors: Record<string, IDL.Type>) =>
  IDL.Variant({ Ok: IDL.Record(ok), Err: IDL.Variant(errors) });

const ISSUE_ERRORS = {
  UnknownSubject: IDL.Text,
  UnauthorizedSubject: IDL.Text,
  InvalidIdAlias: IDL.Text,
  UnsupportedCredentialSpec: IDL.Text,
  SignatureNotFound: IDL.Text,
  Internal: IDL.Text,
};
const ErrorInfo = IDL.Record({ error_code: IDL.Nat64, description: IDL.Text });

export const OriginReply = result({ origin: IDL.Text }, { Internal: IDL.Text, UnsupportedOrigin: IDL.Text });
export const ConsentReply = result(
  { consent_message: IDL.Text, language: IDL.Text },
  { GenericError: ErrorInfo, UnsupportedCanisterCall: ErrorInfo, ConsentMessageUnavailable: ErrorInfo },
);
export const PrepareReply = result({ prepared_context: IDL.Opt(IDL.Vec(IDL.Nat8)) }, ISSUE_ERRORS);
export const GetReply = result({ vc_jws: IDL.Text }, ISSUE_ERRORS);
