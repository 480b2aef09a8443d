import {
  canisterSelf,
  certifiedDataSet,
  dataCertificate,
  IDL,
  msgArgData,
  msgCaller,
  msgReply,
  query,
  time,
  trap,
  update,
} from 'azle';
import { encodeBase64url } from './base64url.ts';
import { rootHash, signature } from './canister_signature.ts';
import { credentialToken, readAlias } from './credential.ts';
import {
  ConsentReply,
  ConsentRequest,
  GetReply,
  GetRequest,
  OriginReply,
  OriginRequest,
  PrepareReply,
  PrepareRequest,
} from './types.ts';

const HOUR_NS = 3_600_000_000_000n;

/**
 * An issuer of credentials for tests: it tells everybody what they ask for, in the interface that Internet Identity
 * asks issuers by. It does not verify the alias it is shown, as a real one has to, and remembers one credential at a
 * time. `behave` makes it dishonest.
 */
export default class Issuer {
  #behaviour = 'honest';
  #origin = '';
  /** The token that is signed. */
  #prepared = '';
  /** The token that is handed out: the same, of an honest issuer. */
  #handedOut = '';

  @update([], undefined, { manual: true })
  behave(): void {
    [this.#behaviour, this.#origin] = IDL.decode([IDL.Text, IDL.Text], msgArgData()) as [string, string];
    reply([], []);
  }

  @update([], undefined, { manual: true })
  derivation_origin(): void {
    const [{ frontend_hostname }] = IDL.decode([OriginRequest], msgArgData()) as unknown as [
      { frontend_hostname: string },
    ];
    if (this.#behaviour === 'no origin') return reply([OriginReply], [{ Err: { Internal: 'no origin' } }]);
    reply([OriginReply], [{ Ok: { origin: this.#origin || frontend_hostname } }]);
  }

  @update([], undefined, { manual: true })
  vc_consent_message(): void {
    const [request] = IDL.decode([ConsentRequest], msgArgData()) as unknown as [ConsentRequest];
    const { credential_type: type } = request.credential_spec;
    const language = request.preferences.language === 'de' ? 'de' : 'en';
    const honest =
      language === 'de'
        ? `# Nachweis\n\nDieser Dienst bestätigt **${type}**.`
        : `# Credential\n\nThis service will confirm **${type}**.\n\n- nothing else`;
    switch (this.#behaviour) {
      case 'trapping':
        return trap('told to');
      case 'long consent':
        return reply([ConsentReply], [{ Ok: { consent_message: 'x'.repeat(1_000_000), language } }]);
      case 'markup consent':
        return reply(
          [ConsentReply],
          [{ Ok: { consent_message: '<img src=x onerror="parent.hacked=1"><h1>Hi</h1>', language: 'x"y' } }],
        );
      case 'countless nothings': {
        const billion = [0xff, 0xff, 0xff, 0xff, 0x0f];
        return msgReply(
          Uint8Array.of(...[...'DIDL'].map((c) => c.charCodeAt(0)), 1, 0x6d, 0x7f, 1, 0, ...billion),
        );
      }
      case 'other types':
        return reply([IDL.Nat], [7n]);
      case 'no consent': {
        const description = 'not this one';
        return reply(
          [ConsentReply],
          [{ Err: { ConsentMessageUnavailable: { error_code: 1n, description } } }],
        );
      }
      default:
        reply([ConsentReply], [{ Ok: { consent_message: honest, language } }]);
    }
  }

  @update([], undefined, { manual: true })
  prepare_credential(): void {
    const [request] = IDL.decode([PrepareRequest], msgArgData()) as unknown as [PrepareRequest];
    const alias = readAlias(request.signed_id_alias.credential_jws);
    if (alias.sub !== `did:icp:${msgCaller().toText()}`) {
      return reply([PrepareReply], [{ Err: { InvalidIdAlias: 'the alias is not about the caller' } }]);
    }
    if (this.#behaviour === 'knows nobody') {
      return reply([PrepareReply], [{ Err: { UnknownSubject: 'never seen' } }]);
    }
    const subject = this.#behaviour === 'somebody else' ? 'aaaaa-aa' : alias.alias;
    const tokenOf = (at: bigint) => credentialToken(canisterSelf(), request.credential_spec, subject, at);
    const at = this.#behaviour === 'expired' ? time() - HOUR_NS : time();
    this.#prepared = tokenOf(at);
    this.#handedOut = this.#behaviour === 'forged' ? tokenOf(at + 1n) : this.#prepared;
    certifiedDataSet(rootHash(this.#prepared));
    reply([PrepareReply], [{ Ok: { prepared_context: [new TextEncoder().encode(this.#prepared)] } }]);
  }

  @query([], undefined, { manual: true })
  get_credential(): void {
    const [request] = IDL.decode([GetRequest], msgArgData()) as unknown as [GetRequest];
    const token = new TextDecoder().decode(Uint8Array.from(request.prepared_context[0] ?? []));
    if (token !== this.#prepared)
      return reply([GetReply], [{ Err: { SignatureNotFound: 'prepare it first' } }]);
    const signed = encodeBase64url(signature(token, dataCertificate() ?? new Uint8Array()));
    const jws = `${this.#handedOut}.${signed}`;
    reply([GetReply], [{ Ok: { vc_jws: this.#behaviour === 'long credential' ? jws.repeat(100) : jws } }]);
  }
}

function reply(types: IDL.Type[], values: unknown[]): void {
  msgReply(new Uint8Array(IDL.encode(types, values)));
}
