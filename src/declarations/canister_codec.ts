/* eslint-disable */
// Generated from internet_identity.did.ts by scripts/generate_codec.ts: change that, not this.

import { writeValue } from '../backend/encoding/candid/encode.ts';
import { readExactValue } from '../backend/encoding/candid/decode_exact.ts';
import { createMessageCodec } from '../backend/encoding/candid/message_codec.ts';
import type { CodecTable, Encodable } from '../backend/encoding/candid/message_codec.ts';
import {
  readUint64,
  readText,
  readPrincipal,
  endMessage,
  readBlob,
  readCase,
  readFlag,
  readLength,
} from '../backend/encoding/candid/message_reader.ts';
import {
  finishMessage,
  writeByte,
  writeUint16,
  writeUint64,
  writeText,
  writePrincipal,
  writeBlob,
  writeUnsigned,
} from '../backend/encoding/candid/message_writer.ts';
import type {
  CanisterMethods,
  InitArgs,
  InternetIdentityInit,
  OpenIdKeysResponse,
  SignedDelegation,
  Delegation,
  AccountDelegationError,
  AnchorCredentials,
  WebAuthnCredential,
  IdentityAnchorInfo,
  DeviceWithUsage,
  DeviceProtection,
  KeyType,
  Purpose,
  GetDelegationResponse,
  IdAliasCredentials,
  SignedIdAlias,
  GetIdAliasError,
  HttpResponse,
  HeaderField,
  IdentityAuthnInfo,
  AuthnMethod,
  PublicKeyAuthn,
  WebAuthn,
  IdentityInfo,
  AuthnMethodData,
  AuthnMethodSecuritySettings,
  AuthnMethodProtection,
  AuthnMethodPurpose,
  MetadataMapV2,
  IdRegFinishResult,
  IdRegFinishError,
  RegistrationFlowNextStep,
  IdRegNextStepResult,
  IdRegStartError,
  DeviceData,
  PrepareAccountDelegation,
  PreparedIdAlias,
  PrepareIdAliasError,
  RegisterResponse,
  InternetIdentityStats,
  ArchiveInfo,
  ArchiveConfig,
  MetadataMap,
  GetIdAliasRequest,
  IdRegFinishArg,
  PrepareIdAliasRequest,
  ChallengeResult,
} from './canister_types.ts';

const { decode, decodeAny, openExact, encode, begin, types } = createMessageCodec(
  JSON.parse(
    '{"types":[[-20,563171728,"alias",-15,1075439471,"metadata",1,1258363366,"origin",6,1684155417,"protection",7,1727183618,"pubkey",5,2975220890,"key_type",8,3878670750,"purpose",9,4147013763,"credential_id",10],[-18,2],[-19,3],[-33,-15,4],[-21,5442204,"map",2,288368849,"string",-15,3180857451,"bytes",5],[-32],[-18,-15],[-21,439399861,"unprotected",-1,2492084014,"protected",-1],[-21,1744417459,"platform",-1,3053362247,"seed_phrase",-1,3484244626,"cross_platform",-1,3782943626,"unknown",-1,4220448004,"browser_storage_key",-1],[-21,3461496,"authentication",-1,2911501653,"recovery",-1],[-18,5],[-21,96266736,"device_registration_mode_off",-1,303766735,"another_device_tentatively_added",-1,3393277500,"added_tentatively",12],[-20,2599589777,"verification_code",-15,3375336612,"device_registration_timeout",-8],[-20,571998594,"security_settings",14,1075439471,"metadata",17,2018582657,"last_authentication",20,2927597882,"authn_method",21],[-20,1684155417,"protection",15,3878670750,"purpose",16],[-21,912068366,"Protected",-1,4267920789,"Unprotected",-1],[-21,2268838261,"Recovery",-1,2861196696,"Authentication",-1],[-19,18],[-33,-15,19],[-21,3850876,"Map",17,1170513137,"String",-15,1355118667,"Bytes",5],[-18,-8],[-21,2607736578,"PubKey",22,3251636978,"WebAuthn",23],[-20,1727183618,"pubkey",5],[-20,1727183618,"pubkey",5,4147013763,"credential_id",5],[-21,17724,"Ok",-1,3456837,"Err",25],[-21,4009088358,"InvalidMetadata",-15],[-21,17724,"Ok",-1,3456837,"Err",27],[-21,1738212019,"RegistrationModeOff",-1,2498872127,"NoAuthnMethodToConfirm",-1,2792705242,"WrongCode",28],[-20,62029920,"retries_left",-5],[-21,17724,"Ok",-1,3456837,"Err",30],[-21,1665414838,"AuthnMethodNotFound",-1,4009088358,"InvalidMetadata",-15],[-21,17724,"Ok",32,3456837,"Err",33],[-20,946972471,"confirmation_code",-15,2389990191,"expiration",-8],[-21,1738212019,"RegistrationModeOff",-1,1775949841,"RegistrationAlreadyInProgress",-1,4009088358,"InvalidMetadata",-15],[-21,17724,"Ok",35,3456837,"Err",36],[-20,2389990191,"expiration",-8],[-21,431777643,"InvalidRegistrationId",-15,1233650308,"InternalCanisterError",-15,1297335882,"AlreadyInProgress",-1,2471582292,"Unauthorized",-24],[-21,17724,"Ok",-1,3456837,"Err",-1],[-21,17724,"Ok",-1,3456837,"Err",30],[-21,17724,"Ok",-1,3456837,"Err",40],[-21,1665414838,"AuthnMethodNotFound",-1],[-20,2464245369,"solution",-15],[-21,17724,"Ok",43,3456837,"Err",46],[-20,327462232,"next_step",44],[-21,1557996402,"CheckCaptcha",45,3138630771,"Finish",-1],[-20,1218801098,"captcha_png_base64",-15],[-21,1114152200,"NoRegistrationFlow",-1,1741335343,"UnexpectedCall",43,3352157350,"WrongSolution",47],[-20,3012287881,"new_captcha_png_base64",-15],[-20,135463335,"fetch_root_key",49,655338963,"openid_google",50,675023726,"is_production",49,1106870276,"enable_dapps_explorer",49,1273296586,"assigned_user_number_range",53,1296213435,"new_flow_origins",55,2076799199,"archive_config",57,2138241783,"canister_creation_cycles_cost",59,2153553627,"analytics_config",60,3042006585,"related_origins",55,3426779159,"openid_configs",64,3502572647,"captcha_config",73,3913325599,"dummy_auth",78,4116559233,"native_login",81,4173688056,"register_rate_limit",85],[-18,-2],[-34,51],[-18,52],[-20,3355830415,"client_id",-15],[-18,54],[-33,-8,-8],[-18,56],[-19,-15],[-18,58],[-20,606026947,"polling_interval_ns",-8,1219114763,"entries_buffer_limit",-8,2928387969,"module_hash",5,3550868871,"entries_fetch_limit",-6],[-18,-8],[-34,61],[-18,62],[-21,316867701,"Plausible",63],[-20,763408708,"domain",6,1665134687,"track_localhost",49,2632168628,"hash_mode",49,3508404333,"api_host",6],[-18,65],[-19,66],[-20,799220693,"auth_uri",-15,1103509154,"jwks_uri",-15,1203216235,"logo",-15,1224700491,"name",-15,1923064860,"fedcm_uri",6,2080425438,"email_verification",67,2129281657,"issuer",-15,2296452669,"auth_scope",56,2961015939,"seed_jwks",69,3355830415,"client_id",-15],[-18,68],[-21,2524854233,"Google",-1,2932624234,"Unknown",-1,3348886478,"Microsoft",-1],[-18,70],[-19,71],[-19,72],[-33,-15,-15],[-18,74],[-20,2514125023,"max_unsolved_captchas",-8,4047804403,"captcha_trigger",75],[-21,57067359,"Dynamic",76,982536398,"Static",77],[-20,974698598,"reference_rate_sampling_interval_s",-8,2582056269,"threshold_pct",-6,3673385528,"current_rate_sampling_interval_s",-8],[-21,1206841014,"CaptchaDisabled",-1,2421382279,"CaptchaEnabled",-1],[-34,79],[-18,80],[-20,889247873,"prompt_for_index",-2],[-18,82],[-20,2129281657,"issuer",-15,2720625745,"schnorr_key_name",-15,4219549640,"clients",83],[-19,84],[-20,755217098,"redirect_uris",56,1047282294,"allowed_origins",56,1224700491,"name",-15,3355830415,"client_id",-15],[-18,86],[-20,2637265621,"max_tokens",-8,3636426399,"time_per_token_ns",-8],[-21,17724,"Ok",88,3456837,"Err",90],[-20,1224700491,"name",6,1258363366,"origin",-15,2334538587,"account_number",89,3124653062,"last_used",20],[-18,-8],[-21,1057145028,"AccountLimitReached",-1,1233650308,"InternalCanisterError",-15,2471582292,"Unauthorized",-24],[-20,2335869349,"png_base64",-15,2771792003,"challenge_key",-15],[-21,645322535,"creation_in_progress",-1,3092129219,"success",-24,3892233661,"failed",-15],[-19,94],[-20,1037251655,"sequence_number",-8,1887860850,"entry",5,2710161043,"anchor_number",-8,2781795542,"timestamp",-8],[-21,17724,"Ok",96,3456837,"Err",100],[-20,359375608,"signature",5,892501160,"delegation",97],[-20,1727183618,"pubkey",5,2288514050,"targets",98,2389990191,"expiration",-8],[-18,99],[-19,-24],[-21,1010345872,"NoSuchDelegation",-1,1233650308,"InternalCanisterError",-15,2471582292,"Unauthorized",-24],[-21,17724,"Ok",102,3456837,"Err",103],[-19,88],[-21,1233650308,"InternalCanisterError",-15,2471582292,"Unauthorized",-24],[-20,1641291312,"recovery_phrases",105,2072384188,"credentials",106,2643126674,"recovery_credentials",106],[-19,5],[-19,23],[-20,1224700491,"name",6,3613992733,"devices",108,3623307874,"openid_credentials",110,3736258178,"device_registration",113],[-19,109],[-20,563171728,"alias",-15,1012732728,"last_usage",20,1075439471,"metadata",1,1258363366,"origin",6,1684155417,"protection",7,1727183618,"pubkey",5,2975220890,"key_type",8,3878670750,"purpose",9,4147013763,"credential_id",10],[-18,111],[-19,112],[-20,4849904,"aud",-15,5247305,"iss",-15,5745024,"sub",-15,1075439471,"metadata",17,3870005711,"last_usage_timestamp",20],[-18,114],[-20,600048263,"tentative_device",115,2389990191,"expiration",-8],[-18,0],[-21,918105634,"no_such_delegation",-1,1500769643,"signed_delegation",96],[-20,1815477589,"rp_id_alias_jwt",-15,2129281657,"issuer",-15,2459256250,"issuer_id_alias_jwt",-15,3461793225,"relying_party",-15,3718026986,"identity_number",-8],[-21,17724,"Ok",119,3456837,"Err",121],[-20,364702025,"rp_id_alias_credential",120,3393038212,"issuer_id_alias_credential",120],[-20,1366154590,"credential_jws",-15,3515599596,"id_alias",-24,4285675745,"id_dapp",-24],[-21,1233650308,"InternalCanisterError",-15,2471582292,"Unauthorized",-24,2581951188,"NoSuchCredentials",-15],[-20,5843823,"url",-15,156956385,"method",-15,1092319906,"body",5,1661489734,"headers",123,1661892784,"certificate_version",124],[-19,72],[-18,-6],[-20,1092319906,"body",5,1661489734,"headers",123,1664201884,"upgrade",49,3427158832,"streaming_strategy",126,3475804314,"status_code",-6],[-18,127],[-21,1488475621,"Callback",128],[-20,338395897,"token",129,2131139013,"callback",130],[-20],[-22],[-21,17724,"Ok",132,3456837,"Err",-1],[-20,19298809,"authn_methods",133,1328493135,"recovery_authn_methods",133],[-19,21],[-21,17724,"Ok",135,3456837,"Err",103],[-20,19298809,"authn_methods",136,1075439471,"metadata",17,1224700491,"name",6,3381588830,"authn_method_registration",137,3623307874,"openid_credentials",110],[-19,13],[-18,138],[-20,2389990191,"expiration",-8,2927597882,"authn_method",139],[-18,13],[-21,17724,"Ok",-1,3456837,"Err",141],[-21,1233650308,"InternalCanisterError",-15,2471582292,"Unauthorized",-24,3008625054,"StorageSpaceExceeded",142],[-20,2398696248,"space_required",-8,2663011792,"space_available",-8],[-20,1224700491,"name",6],[-21,17724,"Ok",-1,3456837,"Err",145],[-21,1233650308,"InternalCanisterError",-15,2471582292,"Unauthorized",-24,2757758725,"NameTooLong",146,3008625054,"StorageSpaceExceeded",142],[-20,1963007803,"limit",-8],[-20,1224700491,"name",6,2927597882,"authn_method",13],[-21,17724,"Ok",149,3456837,"Err",150],[-20,3718026986,"identity_number",-8],[-21,1114152200,"NoRegistrationFlow",-1,1741335343,"UnexpectedCall",43,3140728304,"InvalidAuthnMethod",-15,3166245653,"IdentityLimitReached",-1,3578172077,"StorageError",-15],[-21,17724,"Ok",43,3456837,"Err",152],[-21,71960258,"InvalidCaller",-1,1297335882,"AlreadyInProgress",-1,2744075790,"RateLimitExceeded",-1],[-19,0],[-18,-8],[-18,156],[-20,1727183618,"pubkey",5,2710161043,"anchor_number",-8],[-21,17724,"Ok",158,3456837,"Err",159],[-20,1081943436,"redirect_url",-15],[-21,892012143,"Page",-15,1233650308,"InternalCanisterError",-15,1988801340,"Redirect",160,2471582292,"Unauthorized",-24],[-20,5843823,"url",-15,643874967,"redirect_kind",161],[-21,576143019,"Loopback",-1,2105048868,"PrivateUse",-1,3252612043,"Https",-1],[-21,17724,"Ok",163,3456837,"Err",164],[-20,643874967,"redirect_kind",161,1191744511,"client_name",-15,1258363366,"origin",-15,1440250892,"refusal_url",-15,3355830415,"client_id",-15],[-21,892012143,"Page",-15,1988801340,"Redirect",160],[-21,17724,"Ok",-1,3456837,"Err",166],[-21,1160862462,"OpenIdCredentialAlreadyRegistered",-1,1233650308,"InternalCanisterError",-15,2471582292,"Unauthorized",-24,3245022335,"JwtVerificationFailed",-1],[-33,-15,-15],[-21,17724,"Ok",-1,3456837,"Err",169],[-21,1233650308,"InternalCanisterError",-15,1372956907,"OpenIdCredentialNotFound",-1,2471582292,"Unauthorized",-24],[-21,17724,"Ok",96,3456837,"Err",171],[-21,1010345872,"NoSuchDelegation",-1,1098764637,"NoSuchAnchor",-1,3245022335,"JwtVerificationFailed",-1],[-20,5297927,"jwt",-15,1280148118,"salt",5],[-20,427267567,"context",5,2718740097,"response",174],[-20,100394802,"status",-3,1092319906,"body",5,1661489734,"headers",175],[-19,176],[-20,834174833,"value",-15,1224700491,"name",-15],[-21,17724,"Ok",178,3456837,"Err",171],[-20,386458219,"user_key",5,2389990191,"expiration",-8,2710161043,"anchor_number",-8],[-21,17724,"Ok",180,3456837,"Err",100],[-20,386458219,"user_key",5,2389990191,"expiration",-8],[-20,2129281657,"issuer",-15,3461793225,"relying_party",-15,3718026986,"identity_number",-8],[-21,17724,"Ok",183,3456837,"Err",103],[-20,1815477589,"rp_id_alias_jwt",-15,2459256250,"issuer_id_alias_jwt",-15,2699624275,"canister_sig_pk_der",5],[-20,5343647,"key",-15,1169399005,"chars",-15],[-18,-24],[-21,2183195177,"bad_challenge",-1,3252762087,"canister_full",-1,4104166786,"registered",187],[-20,146912637,"user_number",-8],[-20,246705415,"storage_layout_version",-5,609091545,"users_registered",-8,1273296586,"assigned_user_number_range",54,1457561931,"archive_info",189,2138241783,"canister_creation_cycles_cost",-8,2252540438,"event_aggregations",190],[-20,2076799199,"archive_config",57,2421964164,"archive_canister",185],[-19,191],[-33,-15,192],[-19,193],[-33,-15,-8],[-21,17724,"Ok",88,3456837,"Err",90],[-21,96266736,"device_registration_mode_off",-1,313935880,"verified",-1,550433983,"wrong_code",28,3183479250,"no_device_to_verify",-1],[-18,48]],"requests":[[[-8],"DIDL\\u0000\\u0001x"],[[-8,0],"DIDL\\u000bm\\u0003m{k\\u0003Ì\\u0002\\u0000ÑÑÀ\\u0001qëàì\\u000b\\u0001l\\u0002\\u0000q\\u0001\\u0002n\\u0000nqk\\u0002µëÂÑ\\u0001®Þ¨¤\\tk\\u0005³åæ¿\\u0006Ç¸ú¯\\u000bµµý\\fÇì\\u000eÚ»Ü\\u000fk\\u0002ø¢Ó\\u0001Õú§ì\\nn\\u0001l\\b£Å\\u0002qïÎç\\u0004\\u0004æ³Ø\\u0004\\u0005Ø£\\u0006\\u0006öÊ·\\u0006\\u0001Ù\\u000b\\u0007£¿¹\\u000e\\bÑ¹¹\\u000f\\t\\u0002x\\n","DIDL\\u000bl\\b£Å\\u0002qïÎç\\u0004\\u0001æ³Ø\\u0004\\u0006Ø£\\u0006\\u0007öÊ·\\u0006\\u0005Ù\\u000b\\b£¿¹\\u000e\\tÑ¹¹\\u000f\\nn\\u0002m\\u0003l\\u0002\\u0000q\\u0001\\u0004k\\u0003Ì\\u0002\\u0002ÑÑÀ\\u0001qëàì\\u000b\\u0005m{nqk\\u0002µëÂÑ\\u0001®Þ¨¤\\tk\\u0005³åæ¿\\u0006Ç¸ú¯\\u000bµµý\\fÇì\\u000eÚ»Ü\\u000fk\\u0002ø¢Ó\\u0001Õú§ì\\nn\\u0005\\u0002x\\u0000"],[[-8,13],"DIDL\\fk\\u0002ô²\\u0003ó\\u000fk\\u0002õòî¹\\bË©Ô\\nl\\u0002Ø£\\u0006\\u0000£¿¹\\u000e\\u0001m\\u0006m{k\\u0003üë\\u0001\\u0003ñ¹®\\u0004qËð\\u0005\\u0004l\\u0002\\u0000q\\u0001\\u0005nxl\\u0001öÊ·\\u0006\\u0004l\\u0002öÊ·\\u0006\\u0004Ñ¹¹\\u000f\\u0004k\\u0002Î»Û\\t\\bòÀ\\f\\tl\\u0004à\\u0002\\u0002ïÎç\\u0004\\u0003ÁÄÂ\\u0007\\u0007º²þó\\n\\n\\u0002x\\u000b","DIDL\\fl\\u0004à\\u0002\\u0001ïÎç\\u0004\\u0004ÁÄÂ\\u0007\\bº²þó\\n\\tl\\u0002Ø£\\u0006\\u0002£¿¹\\u000e\\u0003k\\u0002ô²\\u0003ó\\u000fk\\u0002õòî¹\\bË©Ô\\nm\\u0005l\\u0002\\u0000q\\u0001\\u0006k\\u0003üë\\u0001\\u0004ñ¹®\\u0004qËð\\u0005\\u0007m{nxk\\u0002Î»Û\\t\\nòÀ\\f\\u000bl\\u0001öÊ·\\u0006\\u0007l\\u0002öÊ·\\u0006\\u0007Ñ¹¹\\u000f\\u0007\\u0002x\\u0000"],[[-8,-15],"DIDL\\u0000\\u0002xq"],[[-8,5,17],"DIDL\\u0004m{m\\u0003k\\u0003üë\\u0001\\u0001ñ¹®\\u0004qËð\\u0005\\u0000l\\u0002\\u0000q\\u0001\\u0002\\u0003x\\u0000\\u0001","DIDL\\u0004m{m\\u0002l\\u0002\\u0000q\\u0001\\u0003k\\u0003üë\\u0001\\u0001ñ¹®\\u0004qËð\\u0005\\u0000\\u0003x\\u0000\\u0001"],[[-8,6],"DIDL\\u0001nq\\u0002x\\u0000"],[[-8,5],"DIDL\\u0001m{\\u0002x\\u0000"],[[-8,5,13],"DIDL\\fm{k\\u0002ô²\\u0003ó\\u000fk\\u0002õòî¹\\bË©Ô\\nl\\u0002Ø£\\u0006\\u0001£¿¹\\u000e\\u0002m\\u0006k\\u0003üë\\u0001\\u0004ñ¹®\\u0004qËð\\u0005\\u0000l\\u0002\\u0000q\\u0001\\u0005nxl\\u0001öÊ·\\u0006\\u0000l\\u0002öÊ·\\u0006\\u0000Ñ¹¹\\u000f\\u0000k\\u0002Î»Û\\t\\bòÀ\\f\\tl\\u0004à\\u0002\\u0003ïÎç\\u0004\\u0004ÁÄÂ\\u0007\\u0007º²þó\\n\\n\\u0003x\\u0000\\u000b","DIDL\\fm{l\\u0004à\\u0002\\u0002ïÎç\\u0004\\u0005ÁÄÂ\\u0007\\bº²þó\\n\\tl\\u0002Ø£\\u0006\\u0003£¿¹\\u000e\\u0004k\\u0002ô²\\u0003ó\\u000fk\\u0002õòî¹\\bË©Ô\\nm\\u0006l\\u0002\\u0000q\\u0001\\u0007k\\u0003üë\\u0001\\u0005ñ¹®\\u0004qËð\\u0005\\u0000nxk\\u0002Î»Û\\t\\nòÀ\\f\\u000bl\\u0001öÊ·\\u0006\\u0000l\\u0002öÊ·\\u0006\\u0000Ñ¹¹\\u000f\\u0000\\u0003x\\u0000\\u0001"],[[-8,5,14],"DIDL\\u0004m{k\\u0002ô²\\u0003ó\\u000fk\\u0002õòî¹\\bË©Ô\\nl\\u0002Ø£\\u0006\\u0001£¿¹\\u000e\\u0002\\u0003x\\u0000\\u0003","DIDL\\u0004m{l\\u0002Ø£\\u0006\\u0002£¿¹\\u000e\\u0003k\\u0002ô²\\u0003ó\\u000fk\\u0002õòî¹\\bË©Ô\\n\\u0003x\\u0000\\u0001"],[[41],"DIDL\\u0001l\\u0001ùÌ\\tq\\u0001\\u0000"],[[],"DIDL\\u0000\\u0000"],[[-8,-15,-15],"DIDL\\u0000\\u0003xqq"],[[5],"DIDL\\u0001m{\\u0001\\u0000"],[[-8,-15,89,5,-8],"DIDL\\u0002nxm{\\u0005xq\\u0000\\u0001x"],[[-8,-15,5,-8],"DIDL\\u0001m{\\u0004xq\\u0000x"],[[117],"DIDL\\u0001l\\u0005Õú×á\\u0006qù©÷\\u0007qºÕ\\tqÉÛò\\fqê­òì\\rx\\u0001\\u0000"],[[122],"DIDL\\u0005m{l\\u0002\\u0000q\\u0001qm\\u0001nzl\\u0005ïÖä\\u0002qáíëJq¢õí\\u0004\\u0000Æ¤¡\\u0006\\u0002°ñ¹\\u0006\\u0003\\u0001\\u0004","DIDL\\u0005l\\u0005ïÖä\\u0002qáíëJq¢õí\\u0004\\u0001Æ¤¡\\u0006\\u0002°ñ¹\\u0006\\u0004m{m\\u0003l\\u0002\\u0000q\\u0001qnz\\u0001\\u0000"],[[-8,17],"DIDL\\u0004m\\u0003m{k\\u0003üë\\u0001\\u0000ñ¹®\\u0004qËð\\u0005\\u0001l\\u0002\\u0000q\\u0001\\u0002\\u0002x\\u0000","DIDL\\u0004m\\u0001l\\u0002\\u0000q\\u0001\\u0002k\\u0003üë\\u0001\\u0000ñ¹®\\u0004qËð\\u0005\\u0003m{\\u0002x\\u0000"],[[-8,143],"DIDL\\u0002nql\\u0001ËäýÇ\\u0004\\u0000\\u0002x\\u0001","DIDL\\u0002l\\u0001ËäýÇ\\u0004\\u0001nq\\u0002x\\u0000"],[[147],"DIDL\\u000enqk\\u0002ô²\\u0003ó\\u000fk\\u0002õòî¹\\bË©Ô\\nl\\u0002Ø£\\u0006\\u0001£¿¹\\u000e\\u0002m\\u0007m{k\\u0003üë\\u0001\\u0004ñ¹®\\u0004qËð\\u0005\\u0005l\\u0002\\u0000q\\u0001\\u0006nxl\\u0001öÊ·\\u0006\\u0005l\\u0002öÊ·\\u0006\\u0005Ñ¹¹\\u000f\\u0005k\\u0002Î»Û\\t\\tòÀ\\f\\nl\\u0004à\\u0002\\u0003ïÎç\\u0004\\u0004ÁÄÂ\\u0007\\bº²þó\\n\\u000bl\\u0002ËäýÇ\\u0004\\u0000º²þó\\n\\f\\u0001\\r","DIDL\\u000el\\u0002ËäýÇ\\u0004\\u0001º²þó\\n\\u0002nql\\u0004à\\u0002\\u0003ïÎç\\u0004\\u0006ÁÄÂ\\u0007\\nº²þó\\n\\u000bl\\u0002Ø£\\u0006\\u0004£¿¹\\u000e\\u0005k\\u0002ô²\\u0003ó\\u000fk\\u0002õòî¹\\bË©Ô\\nm\\u0007l\\u0002\\u0000q\\u0001\\bk\\u0003üë\\u0001\\u0006ñ¹®\\u0004qËð\\u0005\\tm{nxk\\u0002Î»Û\\t\\fòÀ\\f\\rl\\u0001öÊ·\\u0006\\tl\\u0002öÊ·\\u0006\\tÑ¹¹\\u000f\\t\\u0001\\u0000"],[[-15],"DIDL\\u0000\\u0001q"],[[-8,-15,5],"DIDL\\u0001m{\\u0003xq\\u0000"],[[-8,167],"DIDL\\u0001l\\u0002\\u0000q\\u0001q\\u0002x\\u0000"],[[-15,5,5,-8],"DIDL\\u0001m{\\u0004q\\u0000\\u0000x"],[[172],"DIDL\\u0002m{l\\u0002®Ã\\u0002q¶â\\u0004\\u0000\\u0001\\u0001","DIDL\\u0002l\\u0002®Ã\\u0002q¶â\\u0004\\u0001m{\\u0001\\u0000"],[[173],"DIDL\\u0005m{l\\u0002ñþá\\u0003qËäýÇ\\u0004qm\\u0001l\\u0003²Îï/}¢õí\\u0004\\u0000Æ¤¡\\u0006\\u0002l\\u0002ï«ÞË\\u0001\\u0000Ý²\\n\\u0003\\u0001\\u0004","DIDL\\u0005l\\u0002ï«ÞË\\u0001\\u0001Ý²\\n\\u0002m{l\\u0003²Îï/}¢õí\\u0004\\u0001Æ¤¡\\u0006\\u0003m\\u0004l\\u0002ñþá\\u0003qËäýÇ\\u0004q\\u0001\\u0000"],[[-15,5,5],"DIDL\\u0001m{\\u0003q\\u0000\\u0000"],[[-8,-15,89,5,59],"DIDL\\u0002nxm{\\u0005xq\\u0000\\u0001\\u0000","DIDL\\u0003nxm{nx\\u0005xq\\u0000\\u0001\\u0002"],[[-8,-15,5,59],"DIDL\\u0002m{nx\\u0004xq\\u0000\\u0001"],[[181],"DIDL\\u0001l\\u0003ù©÷\\u0007qÉÛò\\fqê­òì\\rx\\u0001\\u0000"],[[0,184,185],"DIDL\\rm\\u0003m{k\\u0003Ì\\u0002\\u0000ÑÑÀ\\u0001qëàì\\u000b\\u0001l\\u0002\\u0000q\\u0001\\u0002n\\u0000nqk\\u0002µëÂÑ\\u0001®Þ¨¤\\tk\\u0005³åæ¿\\u0006Ç¸ú¯\\u000bµµý\\fÇì\\u000eÚ»Ü\\u000fk\\u0002ø¢Ó\\u0001Õú§ì\\nn\\u0001l\\b£Å\\u0002qïÎç\\u0004\\u0004æ³Ø\\u0004\\u0005Ø£\\u0006\\u0006öÊ·\\u0006\\u0001Ù\\u000b\\u0007£¿¹\\u000e\\bÑ¹¹\\u000f\\tl\\u0002Æ\\u0002qÝ¹Î­\\u0004qnh\\u0003\\n\\u000b\\f","DIDL\\rl\\b£Å\\u0002qïÎç\\u0004\\u0001æ³Ø\\u0004\\u0006Ø£\\u0006\\u0007öÊ·\\u0006\\u0005Ù\\u000b\\b£¿¹\\u000e\\tÑ¹¹\\u000f\\nn\\u0002m\\u0003l\\u0002\\u0000q\\u0001\\u0004k\\u0003Ì\\u0002\\u0002ÑÑÀ\\u0001qëàì\\u000b\\u0005m{nqk\\u0002µëÂÑ\\u0001®Þ¨¤\\tk\\u0005³åæ¿\\u0006Ç¸ú¯\\u000bµµý\\fÇì\\u000eÚ»Ü\\u000fk\\u0002ø¢Ó\\u0001Õú§ì\\nn\\u0005l\\u0002Æ\\u0002qÝ¹Î­\\u0004qnh\\u0003\\u0000\\u000b\\f"],[[-8,5,0],"DIDL\\u000bm{m\\u0003k\\u0003Ì\\u0002\\u0001ÑÑÀ\\u0001qëàì\\u000b\\u0000l\\u0002\\u0000q\\u0001\\u0002n\\u0001nqk\\u0002µëÂÑ\\u0001®Þ¨¤\\tk\\u0005³åæ¿\\u0006Ç¸ú¯\\u000bµµý\\fÇì\\u000eÚ»Ü\\u000fk\\u0002ø¢Ó\\u0001Õú§ì\\nn\\u0000l\\b£Å\\u0002qïÎç\\u0004\\u0004æ³Ø\\u0004\\u0005Ø£\\u0006\\u0006öÊ·\\u0006\\u0000Ù\\u000b\\u0007£¿¹\\u000e\\bÑ¹¹\\u000f\\t\\u0003x\\u0000\\n","DIDL\\u000bm{l\\b£Å\\u0002qïÎç\\u0004\\u0002æ³Ø\\u0004\\u0006Ø£\\u0006\\u0007öÊ·\\u0006\\u0000Ù\\u000b\\b£¿¹\\u000e\\tÑ¹¹\\u000f\\nn\\u0003m\\u0004l\\u0002\\u0000q\\u0001\\u0005k\\u0003Ì\\u0002\\u0003ÑÑÀ\\u0001qëàì\\u000b\\u0000nqk\\u0002µëÂÑ\\u0001®Þ¨¤\\tk\\u0005³åæ¿\\u0006Ç¸ú¯\\u000bµµý\\fÇì\\u000eÚ»Ü\\u000fk\\u0002ø¢Ó\\u0001Õú§ì\\nn\\u0000\\u0003x\\u0000\\u0001"],[[-8,-15,89,143],"DIDL\\u0003nxnql\\u0001ËäýÇ\\u0004\\u0001\\u0004xq\\u0000\\u0002","DIDL\\u0003nxl\\u0001ËäýÇ\\u0004\\u0002nq\\u0004xq\\u0000\\u0001"],[[196],"DIDL*n~l\\u0001ÑÀ\\fqn\\u0001n\\u0002l\\u0002\\u0000x\\u0001xn\\u0004mqn\\u0006m{l\\u0004Ãùü \\u0002xî¨Å\\u0004xÏ®ô\\n\\bë\\rzn\\tnxnql\\u0004Äâì\\u0002\\fßàÿ\\u0006\\u0000´éç\\t\\u0000íø\\r\\fk\\u0001õ\\u0001\\rn\\u000en\\u000fk\\u0003Ùïø³\\tê±ö\\nÎçï¼\\fn\\u0011l\\u0002\\u0000q\\u0001qm\\u0013m\\u0014n\\u0015l\\nÕÇý\\u0002q¢í\\u0004që¾Þ½\\u0004qËäýÇ\\u0004qÈþ\\u0007\\fÞà\\u0007\\u0012ù©÷\\u0007q½¬Ç\\b\\u0006ö\\u000b\\u0016ÑÀ\\fqm\\u0017n\\u0018l\\u0003æðâÐ\\u0003xÍÏ\\tz¸ÔÍ×\\rxk\\u0002¶Ý»¿\\u0004¹Í\\tk\\u0002ß\\u001b\\u001aÎ¡ÁÔ\\u0003\\u001bl\\u0002ßê®\\txó¯\\u000f\\u001cn\\u001dl\\u0001±¨\\u0003~n\\u001fn l\\u0004Êåè\\u0002\\u0006ö±ó\\u0003\\u0006ËäýÇ\\u0004qÑÀ\\fqm\\"l\\u0003ù©÷\\u0007qÑè¥\\nqÈïÜ\\u000f#n$l\\u0002ÕõÅé\\txíýÅ\\rxn&l\\u000f§Ì@\\u0000ÓÛ¾¸\\u0002\\u0003îðÁ\\u0002\\u0000æ\\u0004\\u0000Êíß\\u0004\\u0005»Ëê\\u0004\\u0007ßá¥Þ\\u0007\\n÷õËû\\u0007\\u000bÛ½ò\\b\\u0010¹¬Åª\\u000b\\u0007â\\f\\u0019ç\\r\\u001e¸Ê\\u000e!ëöª\\u000f%øÙÆ\\u000f\'n(\\u0001)"],[[48],"DIDL)n~l\\u0001ÑÀ\\fqn\\u0001n\\u0002l\\u0002\\u0000x\\u0001xn\\u0004mqn\\u0006m{l\\u0004Ãùü \\u0002xî¨Å\\u0004xÏ®ô\\n\\bë\\rzn\\tnxnql\\u0004Äâì\\u0002\\fßàÿ\\u0006\\u0000´éç\\t\\u0000íø\\r\\fk\\u0001õ\\u0001\\rn\\u000en\\u000fk\\u0003Ùïø³\\tê±ö\\nÎçï¼\\fn\\u0011l\\u0002\\u0000q\\u0001qm\\u0013m\\u0014n\\u0015l\\nÕÇý\\u0002q¢í\\u0004që¾Þ½\\u0004qËäýÇ\\u0004qÈþ\\u0007\\fÞà\\u0007\\u0012ù©÷\\u0007q½¬Ç\\b\\u0006ö\\u000b\\u0016ÑÀ\\fqm\\u0017n\\u0018l\\u0003æðâÐ\\u0003xÍÏ\\tz¸ÔÍ×\\rxk\\u0002¶Ý»¿\\u0004¹Í\\tk\\u0002ß\\u001b\\u001aÎ¡ÁÔ\\u0003\\u001bl\\u0002ßê®\\txó¯\\u000f\\u001cn\\u001dl\\u0001±¨\\u0003~n\\u001fn l\\u0004Êåè\\u0002\\u0006ö±ó\\u0003\\u0006ËäýÇ\\u0004qÑÀ\\fqm\\"l\\u0003ù©÷\\u0007qÑè¥\\nqÈïÜ\\u000f#n$l\\u0002ÕõÅé\\txíýÅ\\rxn&l\\u000f§Ì@\\u0000ÓÛ¾¸\\u0002\\u0003îðÁ\\u0002\\u0000æ\\u0004\\u0000Êíß\\u0004\\u0005»Ëê\\u0004\\u0007ßá¥Þ\\u0007\\n÷õËû\\u0007\\u000bÛ½ò\\b\\u0010¹¬Åª\\u000b\\u0007â\\f\\u0019ç\\r\\u001e¸Ê\\u000e!ëöª\\u000f%øÙÆ\\u000f\'\\u0001("],[[174],"DIDL\\u0004m{l\\u0002ñþá\\u0003qËäýÇ\\u0004qm\\u0001l\\u0003²Îï/}¢õí\\u0004\\u0000Æ¤¡\\u0006\\u0002\\u0001\\u0003"]],"replies":[[[],6,[1279543620,0]],[[11],40,[1279543620,2432855042,165137071,3197740145,1803029705,4090753027,3117383469,2130809068,3531971772,16842764]],[[24],26,[1279543620,3858852610,251123626,3154275185,3313435018,119550,257]],[[26],45,[1279543620,3758189571,2065549952,2243101547,2131148012,2814871231,2581233417,701397,2327577195,4274355969,16843218,2]],[[29],32,[1279543620,3053611778,110792941,3618301567,1802571511,25869314,3539912063,16842753]],[[31],52,[1279543620,3070389251,63162062,3518410609,1803028723,3968185091,2441021116,114224048,3618301567,1802571511,25869314,3539911936,33620225]],[[34],52,[1279543620,2936105987,150196662,3942935416,30273998,2693104753,3396404428,82497420,3316962431,1801980314,25869314,3539911936,33620225]],[[37],18,[1279543620,3154275073,3313435018,2130825982,1]],[[38],32,[1279543620,3053611778,110792941,3618301567,1802571511,25869314,3539912063,16842753]],[[39],26,[1279543620,3053546242,110792941,3154275199,3313435018,119550,257]],[[42],76,[1279543620,3389090822,80057819,4060244849,99022022,3471373056,1820265432,2463815681,1812005276,2948303105,1802570652,2730133507,2944337043,113158870,3082397186,1795361982,25869314,3539911938,83952641]],[[48],437,[1279543620,1820225065,2547093249,1852902592,1812098561,24641538,1829006968,1829138033,3271847035,44104953,2834205560,2172126405,183807695,2548795144,1853492637,1853386249,3288624241,49054434,4292927244,3019900569,166170345,4169198848,1795952008,2357785857,1846346135,1796173326,4176468227,3934194099,183939478,4024946303,1853820092,158737,1836122481,1846832403,3574230037,50171079,2565710449,3950052494,79552190,4259629937,2624652487,127205064,2206981644,4178708448,133671300,2225913201,2198210759,193197705,2547093270,1836125376,1813540375,3807438339,3447194576,164600986,3453270138,1803029975,3151869442,2273248447,159567289,3741477759,438016910,3569459662,40639235,2934604255,2951968777,470780562,23862638,2827202945,527334915,74195054,3901679050,2230715906,100922289,3355305163,3515838724,1896661143,57418349,4155081977,3906040071,1896518053,3699699656,611197711,4124377708,2013915589,3321752991,644773901,2208763756,3540009164,45661915,4036423171,2214593217,76539520,2481834496,3137668319,82479819,2783043335,4144629726,133942261,4072528651,3104835714,195741100,2189465351,3877178594,226923656,2193137438,2166427338,262862571,2514090021,19337158,40]],[[87],68,[1279543620,1852927493,3406064760,80215524,2226382336,3681617112,148478198,4191716865,1795230673,2340537347,2222916600,80519301,3316962417,1801980314,25869314,3539911938,67175169]],[[91],21,[1279543620,2768399361,148499091,3638657905,24185513,0]],[[92],27,[1279543620,2802019073,45341614,3100361599,3177712578,247462795,369]],[[-8],7,[1279543620,7864576]],[[93],37,[1279543620,1820028163,3437807364,4067951598,126130672,2811073280,3598191244,179223465,16870776,2]],[[95],78,[1279543620,1836805383,1812033128,3405152771,2181039799,147038184,3518410498,1819805939,2932209666,2818572715,61458937,2416143107,65135311,2693104767,3564176588,161138100,3154275176,3305374090,84005630,1537]],[[101],64,[1279543620,1852927494,3406064760,80215524,2226382336,3681617112,148478198,4191716865,1828785105,2214750978,80519301,3316962417,1801980314,25869314,3539911939,83952641]],[[104],47,[1279543620,1836805381,2181196800,112708342,3117515520,1828720569,2953014274,110022844,2560998401,2449672156,166505427,262403]],[[107],315,[1279543620,1852927512,1829072248,2617469819,33737877,2311115217,2431348993,51113184,1895826028,40764417,3954508395,2130825666,2762530478,90930953,3219580339,3100081926,2131472378,4256544146,3347742476,2131659756,3703298692,40599311,30647032,2818233727,1853819628,2416536579,42780067,4104566897,4009821154,75556814,2226382342,2566915288,111380696,3405152775,2583889591,193649033,3215171080,2198408889,263829969,1829465354,4228082447,218229636,2928851441,4039864580,50693781,1895826028,90967553,44597744,3231893873,3548410114,4017160926,75556814,2931019533,1828785845,1813081616,3315830792,4017160844,75556814,2226382342,2566915288,111380696,3405152775,2583889591,193649033,3215171080,2198408889,263829969,1813212682,2424669954,2937324190,150196662,1813343864,4259629828,2634024135,230401230,3717521932,2182221247,234212237,1507606]],[[116],61,[1279543620,1836805382,1812033128,3405152771,2181039799,147038184,3518410498,1819805939,2932209666,2818572715,61458937,2718067459,62252252,3487230847,17040843,5]],[[118],72,[1279543620,3724766212,93042618,2945838193,3781692812,268159217,3372379240,28177362,4140794880,1795165393,2693104643,3564176588,161138100,2514867304,1802570191,25869314,3539911937,50397697]],[[-24],7,[1279543620,6816000]],[[125],100,[1279543620,1820028172,24182786,1845587313,1845521534,4177685508,27373189,3992297989,1778386056,100729857,40632577,2712569337,3016033281,117962906,2883912043,134596065,90966382,2297296290,2764439556,33986721,2579949980,2528117510,168616601,4189233562,184646156]],[[131],71,[1279543620,1820028167,3405152769,1811941047,3405152770,2197817015,263829969,2181196544,165395406,3231052289,1828850830,4177685507,67738099,4189906127,40567812,83987132,30604997,393599]],[[134],253,[1279543620,2382523159,62059678,2375783807,1803489267,4008899842,2558462137,181709259,2567072895,111380696,3215171072,1828785849,1803250950,3951361027,3119579905,1896132242,2257973451,40633349,83980544,23885934,3083531906,40633350,3083531906,3515024390,68139449,3464626795,134863803,2394985970,74189068,2430632834,3471770114,50626791,3267674497,2998535943,168489982,1903037293,40635246,4090607279,2998564872,235598846,90967918,44597744,3231893873,3548410114,4017160926,75556814,2931019523,1829179061,1813147153,2582903045,3471772681,50626791,3355305163,3873312004,269274299,3218969826,40571661,3433072004,3033821444,1745459909,2327577195,4274328577,18153938,22]],[[140],52,[1279543620,3087166467,150463718,3920351352,1803028981,2693104643,3564176588,161138100,3488849512,1795165082,25869314,3539912063,33620225]],[[144],66,[1279543620,3137432580,128484542,3087166584,150463718,3920351352,1803028981,2693104644,3564176588,161138100,2157872488,2650802851,194695155,3154275073,3313435018,33673982,769]],[[148],88,[1279543620,3925961734,233632429,3389090936,80057819,4060244849,99022022,3471373057,1820265432,2463815681,1795293596,2730133509,2944337043,113158870,3471568899,2507213785,199615654,2594549119,1802571178,25869314,3539911936,83952641]],[[151],67,[1279543620,3389090821,80057819,4060244849,99022022,3471373056,1820265432,2463815681,1795228060,2827862531,2362081058,2131028687,2629667982,40599306,33655484,30604997,262403]],[[153],153,[1279543620,1828941068,2617469819,183445,2311115217,2431348993,17558752,1895826028,7209473,40595822,3519212469,3735977729,2131338408,3853714795,2131148774,2952444103,3046276875,2131557813,2347550602,3666116366,2131745979,2734162539,3581870547,183281658,1812033151,3315830792,4017160844,75556814,2226382340,2567242968,111380696,3405152774,2583758519,193649033,3215171079,2198343353,263829969,17460489,11]],[[154],9,[1279543620,24669697,0]],[[155],25,[1279543620,1820028163,3405152770,2466252471,176990093,16871032,2]],[[157],85,[1279543620,2348903429,75756747,2869128049,43179261,3791561855,3414099947,210697175,4009913471,1896015062,3011740055,74121474,2846657775,2240049411,1896139936,3031099068,3033793031,1745459909,2327577195,4274323457,16974290,4]],[[162],97,[1279543620,2869127941,43179261,3791561855,3414099947,210697175,2533715071,45319041,2728918784,3866166456,81298611,3791162481,2406548910,213948369,4009913457,1896015062,3011740055,40566786,2846657775,3871109379,34059434,2327577195,4274323713,16974290,4]],[[165],44,[1279543620,4261702402,78235061,2693104767,3564176588,161138100,2897805160,1803488395,25869314,3539912063,16842753]],[[168],38,[1279543620,2214816514,80519301,3604081521,3565094286,161138100,3154275176,3313435018,119550,257]],[[170],78,[1279543620,1836805383,1812033128,3405152771,2181039799,147038184,3518410498,1819805939,2932209666,2818572715,61458937,2416143107,65135311,4154645887,4286514315,210480312,3154275199,3305374090,84005630,1537]],[[174],44,[1279543620,1820028164,3791581442,3413181325,80215524,1812032881,4023300611,4121066799,297197,2560730310,50397702]],[[177],60,[1279543620,1820028164,2747591427,2936013240,150196662,2811073400,1803029132,3805253635,3716088801,76281762,2897805183,1803488395,25869314,3539911937,50397697]],[[179],54,[1279543620,1820028164,2747591426,2936013240,150196662,2416143224,65135311,2693104767,3564176588,161138100,3154275176,3305177482,33673982,769]],[[5,-8],10,[1279543620,41643265,30720]],[[182],54,[1279543620,1820028164,3623539971,3127969505,160748939,2751386481,1795164807,2693104642,3564176588,161138100,3154275176,3305177482,33673982,769]],[[186],34,[1279543620,4244728834,2017887978,3567846251,2131267971,2407853031,3145891596,1025410,257]],[[188],112,[1279543620,158731,1836581240,3271847035,44104953,2834205560,2172126405,183807695,2548795137,1853492637,1818783234,2783043330,2214791134,159576315,158724,1836581233,158726,1829175665,2265345032,2071319002,2729967577,3989469186,319379,3078800075,4126606597,2013789131,2995557526,167840008]],[[194],68,[1279543620,1852927493,3406064760,80215524,2226382336,3681617112,148478198,4191716865,1795230673,2340537347,2222916600,80519301,3316962417,1801980314,25869314,3539911938,67175169]],[[195],39,[1279543620,3758189570,2065549952,3555722347,2290036211,26597776,3152658303,3523216006,200179859,65919]]]}',
  ) as CodecTable,
);

export const decode_acknowledge_entries = (bytes: Uint8Array) =>
  decode(0, bytes) as CanisterMethods['acknowledge_entries']['args'];
export const encode_acknowledge_entries = () => encode(0, []);

export function decode_add(bytes: Uint8Array): CanisterMethods['add']['args'] {
  if (!openExact(1, bytes)) return decodeAny(1, bytes) as CanisterMethods['add']['args'];
  const values: CanisterMethods['add']['args'] = [readUint64(), read_DeviceData()];
  endMessage();
  return values;
}
export function encode_add(): Uint8Array {
  begin(0);
  return finishMessage();
}

export const decode_add_tentative_device = (bytes: Uint8Array) =>
  decode(1, bytes) as CanisterMethods['add_tentative_device']['args'];
export const encode_add_tentative_device = (
  r0: Encodable<CanisterMethods['add_tentative_device']['results'][0]>,
) => encode(1, [r0]);

export const decode_authn_method_add = (bytes: Uint8Array) =>
  decode(2, bytes) as CanisterMethods['authn_method_add']['args'];
export const encode_authn_method_add = (r0: Encodable<CanisterMethods['authn_method_add']['results'][0]>) =>
  encode(2, [r0]);

export const decode_authn_method_confirm = (bytes: Uint8Array) =>
  decode(3, bytes) as CanisterMethods['authn_method_confirm']['args'];
export const encode_authn_method_confirm = (
  r0: Encodable<CanisterMethods['authn_method_confirm']['results'][0]>,
) => encode(3, [r0]);

export const decode_authn_method_metadata_replace = (bytes: Uint8Array) =>
  decode(4, bytes) as CanisterMethods['authn_method_metadata_replace']['args'];
export const encode_authn_method_metadata_replace = (
  r0: Encodable<CanisterMethods['authn_method_metadata_replace']['results'][0]>,
) => encode(4, [r0]);

export const decode_authn_method_register = (bytes: Uint8Array) =>
  decode(2, bytes) as CanisterMethods['authn_method_register']['args'];
export const encode_authn_method_register = (
  r0: Encodable<CanisterMethods['authn_method_register']['results'][0]>,
) => encode(5, [r0]);

export const decode_authn_method_registration_mode_enter = (bytes: Uint8Array) =>
  decode(5, bytes) as CanisterMethods['authn_method_registration_mode_enter']['args'];
export const encode_authn_method_registration_mode_enter = (
  r0: Encodable<CanisterMethods['authn_method_registration_mode_enter']['results'][0]>,
) => encode(6, [r0]);

export const decode_authn_method_registration_mode_exit = (bytes: Uint8Array) =>
  decode(0, bytes) as CanisterMethods['authn_method_registration_mode_exit']['args'];
export const encode_authn_method_registration_mode_exit = (
  r0: Encodable<CanisterMethods['authn_method_registration_mode_exit']['results'][0]>,
) => encode(7, [r0]);

export const decode_authn_method_remove = (bytes: Uint8Array) =>
  decode(6, bytes) as CanisterMethods['authn_method_remove']['args'];
export const encode_authn_method_remove = (
  r0: Encodable<CanisterMethods['authn_method_remove']['results'][0]>,
) => encode(7, [r0]);

export const decode_authn_method_replace = (bytes: Uint8Array) =>
  decode(7, bytes) as CanisterMethods['authn_method_replace']['args'];
export const encode_authn_method_replace = (
  r0: Encodable<CanisterMethods['authn_method_replace']['results'][0]>,
) => encode(8, [r0]);

export const decode_authn_method_security_settings_replace = (bytes: Uint8Array) =>
  decode(8, bytes) as CanisterMethods['authn_method_security_settings_replace']['args'];
export const encode_authn_method_security_settings_replace = (
  r0: Encodable<CanisterMethods['authn_method_security_settings_replace']['results'][0]>,
) => encode(9, [r0]);

export const decode_check_captcha = (bytes: Uint8Array) =>
  decode(9, bytes) as CanisterMethods['check_captcha']['args'];
export const encode_check_captcha = (r0: Encodable<CanisterMethods['check_captcha']['results'][0]>) =>
  encode(10, [r0]);

export const decode_config = (bytes: Uint8Array) => decode(10, bytes) as CanisterMethods['config']['args'];
export const encode_config = (r0: Encodable<CanisterMethods['config']['results'][0]>) => encode(11, [r0]);

export const decode_create_account = (bytes: Uint8Array) =>
  decode(11, bytes) as CanisterMethods['create_account']['args'];
export const encode_create_account = (r0: Encodable<CanisterMethods['create_account']['results'][0]>) =>
  encode(12, [r0]);

export const decode_create_challenge = (bytes: Uint8Array) =>
  decode(10, bytes) as CanisterMethods['create_challenge']['args'];
export const encode_create_challenge = (r0: Encodable<CanisterMethods['create_challenge']['results'][0]>) =>
  encode(13, [r0]);

export const decode_deploy_archive = (bytes: Uint8Array) =>
  decode(12, bytes) as CanisterMethods['deploy_archive']['args'];
export const encode_deploy_archive = (r0: Encodable<CanisterMethods['deploy_archive']['results'][0]>) =>
  encode(14, [r0]);

export const decode_enter_device_registration_mode = (bytes: Uint8Array) =>
  decode(0, bytes) as CanisterMethods['enter_device_registration_mode']['args'];
export const encode_enter_device_registration_mode = (
  r0: Encodable<CanisterMethods['enter_device_registration_mode']['results'][0]>,
) => encode(15, [r0]);

export const decode_exit_device_registration_mode = (bytes: Uint8Array) =>
  decode(0, bytes) as CanisterMethods['exit_device_registration_mode']['args'];
export const encode_exit_device_registration_mode = () => encode(0, []);

export const decode_fetch_entries = (bytes: Uint8Array) =>
  decode(10, bytes) as CanisterMethods['fetch_entries']['args'];
export const encode_fetch_entries = (r0: Encodable<CanisterMethods['fetch_entries']['results'][0]>) =>
  encode(16, [r0]);

export function decode_get_account_delegation(
  bytes: Uint8Array,
): CanisterMethods['get_account_delegation']['args'] {
  if (!openExact(13, bytes)) return decodeAny(13, bytes) as CanisterMethods['get_account_delegation']['args'];
  const values: CanisterMethods['get_account_delegation']['args'] = [
    readUint64(),
    readText(),
    readFlag() ? readUint64() : null,
    readBlob(),
    readUint64(),
  ];
  endMessage();
  return values;
}
export function encode_get_account_delegation(
  r0: Encodable<CanisterMethods['get_account_delegation']['results'][0]>,
): Uint8Array {
  begin(17);
  switch (r0.tag) {
    case 'Ok':
      writeByte(0);
      write_SignedDelegation(r0.value);
      break;
    case 'Err':
      writeByte(1);
      write_AccountDelegationError(r0.value);
      break;
  }
  return finishMessage();
}

export const decode_get_accounts = (bytes: Uint8Array) =>
  decode(3, bytes) as CanisterMethods['get_accounts']['args'];
export const encode_get_accounts = (r0: Encodable<CanisterMethods['get_accounts']['results'][0]>) =>
  encode(18, [r0]);

export function decode_get_anchor_credentials(
  bytes: Uint8Array,
): CanisterMethods['get_anchor_credentials']['args'] {
  if (!openExact(0, bytes)) return decodeAny(0, bytes) as CanisterMethods['get_anchor_credentials']['args'];
  const values: CanisterMethods['get_anchor_credentials']['args'] = [readUint64()];
  endMessage();
  return values;
}
export function encode_get_anchor_credentials(
  r0: Encodable<CanisterMethods['get_anchor_credentials']['results'][0]>,
): Uint8Array {
  begin(19);
  write_AnchorCredentials(r0);
  return finishMessage();
}

export function decode_get_anchor_info(bytes: Uint8Array): CanisterMethods['get_anchor_info']['args'] {
  if (!openExact(0, bytes)) return decodeAny(0, bytes) as CanisterMethods['get_anchor_info']['args'];
  const values: CanisterMethods['get_anchor_info']['args'] = [readUint64()];
  endMessage();
  return values;
}
export function encode_get_anchor_info(
  r0: Encodable<CanisterMethods['get_anchor_info']['results'][0]>,
): Uint8Array {
  begin(20);
  write_IdentityAnchorInfo(r0);
  return finishMessage();
}

export function decode_get_delegation(bytes: Uint8Array): CanisterMethods['get_delegation']['args'] {
  if (!openExact(14, bytes)) return decodeAny(14, bytes) as CanisterMethods['get_delegation']['args'];
  const values: CanisterMethods['get_delegation']['args'] = [
    readUint64(),
    readText(),
    readBlob(),
    readUint64(),
  ];
  endMessage();
  return values;
}
export function encode_get_delegation(
  r0: Encodable<CanisterMethods['get_delegation']['results'][0]>,
): Uint8Array {
  begin(21);
  write_GetDelegationResponse(r0);
  return finishMessage();
}

export function decode_get_id_alias(bytes: Uint8Array): CanisterMethods['get_id_alias']['args'] {
  if (!openExact(15, bytes)) return decodeAny(15, bytes) as CanisterMethods['get_id_alias']['args'];
  const values: CanisterMethods['get_id_alias']['args'] = [read_GetIdAliasRequest()];
  endMessage();
  return values;
}
export function encode_get_id_alias(
  r0: Encodable<CanisterMethods['get_id_alias']['results'][0]>,
): Uint8Array {
  begin(22);
  switch (r0.tag) {
    case 'Ok':
      writeByte(0);
      write_IdAliasCredentials(r0.value);
      break;
    case 'Err':
      writeByte(1);
      write_GetIdAliasError(r0.value);
      break;
  }
  return finishMessage();
}

export function decode_get_principal(bytes: Uint8Array): CanisterMethods['get_principal']['args'] {
  if (!openExact(3, bytes)) return decodeAny(3, bytes) as CanisterMethods['get_principal']['args'];
  const values: CanisterMethods['get_principal']['args'] = [readUint64(), readText()];
  endMessage();
  return values;
}
export function encode_get_principal(
  r0: Encodable<CanisterMethods['get_principal']['results'][0]>,
): Uint8Array {
  begin(23);
  writePrincipal(r0);
  return finishMessage();
}

export const decode_http_request = (bytes: Uint8Array) =>
  decode(16, bytes) as CanisterMethods['http_request']['args'];
export function encode_http_request(
  r0: Encodable<CanisterMethods['http_request']['results'][0]>,
): Uint8Array {
  begin(24);
  write_HttpResponse(r0);
  return finishMessage();
}
export const open_http_request = (bytes: Uint8Array) => openExact(16, bytes);
export const begin_http_request = () => begin(24);

export const decode_http_request_update = (bytes: Uint8Array) =>
  decode(16, bytes) as CanisterMethods['http_request_update']['args'];
export const encode_http_request_update = (
  r0: Encodable<CanisterMethods['http_request_update']['results'][0]>,
) => encode(24, [r0]);
export const open_http_request_update = (bytes: Uint8Array) => openExact(16, bytes);
export const begin_http_request_update = () => begin(24);

export function decode_identity_authn_info(
  bytes: Uint8Array,
): CanisterMethods['identity_authn_info']['args'] {
  if (!openExact(0, bytes)) return decodeAny(0, bytes) as CanisterMethods['identity_authn_info']['args'];
  const values: CanisterMethods['identity_authn_info']['args'] = [readUint64()];
  endMessage();
  return values;
}
export function encode_identity_authn_info(
  r0: Encodable<CanisterMethods['identity_authn_info']['results'][0]>,
): Uint8Array {
  begin(25);
  switch (r0.tag) {
    case 'Ok':
      writeByte(0);
      write_IdentityAuthnInfo(r0.value);
      break;
    case 'Err':
      writeByte(1);
      break;
  }
  return finishMessage();
}

export function decode_identity_info(bytes: Uint8Array): CanisterMethods['identity_info']['args'] {
  if (!openExact(0, bytes)) return decodeAny(0, bytes) as CanisterMethods['identity_info']['args'];
  const values: CanisterMethods['identity_info']['args'] = [readUint64()];
  endMessage();
  return values;
}
export function encode_identity_info(
  r0: Encodable<CanisterMethods['identity_info']['results'][0]>,
): Uint8Array {
  begin(26);
  switch (r0.tag) {
    case 'Ok':
      writeByte(0);
      write_IdentityInfo(r0.value);
      break;
    case 'Err':
      writeByte(1);
      writeValue(types, 103, r0.value);
      break;
  }
  return finishMessage();
}

export const decode_identity_metadata_replace = (bytes: Uint8Array) =>
  decode(17, bytes) as CanisterMethods['identity_metadata_replace']['args'];
export const encode_identity_metadata_replace = (
  r0: Encodable<CanisterMethods['identity_metadata_replace']['results'][0]>,
) => encode(27, [r0]);

export const decode_identity_properties_replace = (bytes: Uint8Array) =>
  decode(18, bytes) as CanisterMethods['identity_properties_replace']['args'];
export const encode_identity_properties_replace = (
  r0: Encodable<CanisterMethods['identity_properties_replace']['results'][0]>,
) => encode(28, [r0]);

export function decode_identity_registration_finish(
  bytes: Uint8Array,
): CanisterMethods['identity_registration_finish']['args'] {
  if (!openExact(19, bytes))
    return decodeAny(19, bytes) as CanisterMethods['identity_registration_finish']['args'];
  const values: CanisterMethods['identity_registration_finish']['args'] = [read_IdRegFinishArg()];
  endMessage();
  return values;
}
export function encode_identity_registration_finish(
  r0: Encodable<CanisterMethods['identity_registration_finish']['results'][0]>,
): Uint8Array {
  begin(29);
  switch (r0.tag) {
    case 'Ok':
      writeByte(0);
      write_IdRegFinishResult(r0.value);
      break;
    case 'Err':
      writeByte(1);
      write_IdRegFinishError(r0.value);
      break;
  }
  return finishMessage();
}

export const decode_identity_registration_start = (bytes: Uint8Array) =>
  decode(10, bytes) as CanisterMethods['identity_registration_start']['args'];
export function encode_identity_registration_start(
  r0: Encodable<CanisterMethods['identity_registration_start']['results'][0]>,
): Uint8Array {
  begin(30);
  switch (r0.tag) {
    case 'Ok':
      writeByte(0);
      write_IdRegNextStepResult(r0.value);
      break;
    case 'Err':
      writeByte(1);
      write_IdRegStartError(r0.value);
      break;
  }
  return finishMessage();
}

export const decode_init_salt = (bytes: Uint8Array) =>
  decode(10, bytes) as CanisterMethods['init_salt']['args'];
export const encode_init_salt = () => encode(0, []);

export function decode_lookup(bytes: Uint8Array): CanisterMethods['lookup']['args'] {
  if (!openExact(0, bytes)) return decodeAny(0, bytes) as CanisterMethods['lookup']['args'];
  const values: CanisterMethods['lookup']['args'] = [readUint64()];
  endMessage();
  return values;
}
export function encode_lookup(r0: Encodable<CanisterMethods['lookup']['results'][0]>): Uint8Array {
  begin(31);
  writeUnsigned(r0.length);
  for (let i = 0; i < r0.length; i++) {
    const item = r0[i]!;
    write_DeviceData(item);
  }
  return finishMessage();
}

export const decode_lookup_by_registration_mode_id = (bytes: Uint8Array) =>
  decode(20, bytes) as CanisterMethods['lookup_by_registration_mode_id']['args'];
export const encode_lookup_by_registration_mode_id = (
  r0: Encodable<CanisterMethods['lookup_by_registration_mode_id']['results'][0]>,
) => encode(32, [r0]);

export const decode_lookup_device_key = (bytes: Uint8Array) =>
  decode(12, bytes) as CanisterMethods['lookup_device_key']['args'];
export const encode_lookup_device_key = (r0: Encodable<CanisterMethods['lookup_device_key']['results'][0]>) =>
  encode(33, [r0]);

export const decode_native_login_authorize = (bytes: Uint8Array) =>
  decode(3, bytes) as CanisterMethods['native_login_authorize']['args'];
export const encode_native_login_authorize = (
  r0: Encodable<CanisterMethods['native_login_authorize']['results'][0]>,
) => encode(34, [r0]);

export const decode_native_login_request = (bytes: Uint8Array) =>
  decode(20, bytes) as CanisterMethods['native_login_request']['args'];
export const encode_native_login_request = (
  r0: Encodable<CanisterMethods['native_login_request']['results'][0]>,
) => encode(35, [r0]);

export const decode_openid_credential_add = (bytes: Uint8Array) =>
  decode(21, bytes) as CanisterMethods['openid_credential_add']['args'];
export const encode_openid_credential_add = (
  r0: Encodable<CanisterMethods['openid_credential_add']['results'][0]>,
) => encode(36, [r0]);

export const decode_openid_credential_remove = (bytes: Uint8Array) =>
  decode(22, bytes) as CanisterMethods['openid_credential_remove']['args'];
export const encode_openid_credential_remove = (
  r0: Encodable<CanisterMethods['openid_credential_remove']['results'][0]>,
) => encode(37, [r0]);

export const decode_openid_get_delegation = (bytes: Uint8Array) =>
  decode(23, bytes) as CanisterMethods['openid_get_delegation']['args'];
export const encode_openid_get_delegation = (
  r0: Encodable<CanisterMethods['openid_get_delegation']['results'][0]>,
) => encode(38, [r0]);

export const decode_openid_identity_registration_finish = (bytes: Uint8Array) =>
  decode(24, bytes) as CanisterMethods['openid_identity_registration_finish']['args'];
export const encode_openid_identity_registration_finish = (
  r0: Encodable<CanisterMethods['openid_identity_registration_finish']['results'][0]>,
) => encode(29, [r0]);

export const decode_openid_keys_transform = (bytes: Uint8Array) =>
  decode(25, bytes) as CanisterMethods['openid_keys_transform']['args'];
export const encode_openid_keys_transform = (
  r0: Encodable<CanisterMethods['openid_keys_transform']['results'][0]>,
) => encode(39, [r0]);

export const decode_openid_prepare_delegation = (bytes: Uint8Array) =>
  decode(26, bytes) as CanisterMethods['openid_prepare_delegation']['args'];
export const encode_openid_prepare_delegation = (
  r0: Encodable<CanisterMethods['openid_prepare_delegation']['results'][0]>,
) => encode(40, [r0]);

export function decode_prepare_account_delegation(
  bytes: Uint8Array,
): CanisterMethods['prepare_account_delegation']['args'] {
  if (!openExact(27, bytes))
    return decodeAny(27, bytes) as CanisterMethods['prepare_account_delegation']['args'];
  const values: CanisterMethods['prepare_account_delegation']['args'] = [
    readUint64(),
    readText(),
    readFlag() ? readUint64() : null,
    readBlob(),
    readFlag() ? readUint64() : null,
  ];
  endMessage();
  return values;
}
export function encode_prepare_account_delegation(
  r0: Encodable<CanisterMethods['prepare_account_delegation']['results'][0]>,
): Uint8Array {
  begin(41);
  switch (r0.tag) {
    case 'Ok':
      writeByte(0);
      write_PrepareAccountDelegation(r0.value);
      break;
    case 'Err':
      writeByte(1);
      write_AccountDelegationError(r0.value);
      break;
  }
  return finishMessage();
}

export function decode_prepare_delegation(bytes: Uint8Array): CanisterMethods['prepare_delegation']['args'] {
  if (!openExact(28, bytes)) return decodeAny(28, bytes) as CanisterMethods['prepare_delegation']['args'];
  const values: CanisterMethods['prepare_delegation']['args'] = [
    readUint64(),
    readText(),
    readBlob(),
    readFlag() ? readUint64() : null,
  ];
  endMessage();
  return values;
}
export function encode_prepare_delegation(
  r0: Encodable<CanisterMethods['prepare_delegation']['results'][0]>,
  r1: Encodable<CanisterMethods['prepare_delegation']['results'][1]>,
): Uint8Array {
  begin(42);
  writeBlob(r0);
  writeUint64(r1);
  return finishMessage();
}

export function decode_prepare_id_alias(bytes: Uint8Array): CanisterMethods['prepare_id_alias']['args'] {
  if (!openExact(29, bytes)) return decodeAny(29, bytes) as CanisterMethods['prepare_id_alias']['args'];
  const values: CanisterMethods['prepare_id_alias']['args'] = [read_PrepareIdAliasRequest()];
  endMessage();
  return values;
}
export function encode_prepare_id_alias(
  r0: Encodable<CanisterMethods['prepare_id_alias']['results'][0]>,
): Uint8Array {
  begin(43);
  switch (r0.tag) {
    case 'Ok':
      writeByte(0);
      write_PreparedIdAlias(r0.value);
      break;
    case 'Err':
      writeByte(1);
      write_PrepareIdAliasError(r0.value);
      break;
  }
  return finishMessage();
}

export function decode_register(bytes: Uint8Array): CanisterMethods['register']['args'] {
  if (!openExact(30, bytes)) return decodeAny(30, bytes) as CanisterMethods['register']['args'];
  const values: CanisterMethods['register']['args'] = [
    read_DeviceData(),
    read_ChallengeResult(),
    readFlag() ? readPrincipal() : null,
  ];
  endMessage();
  return values;
}
export function encode_register(r0: Encodable<CanisterMethods['register']['results'][0]>): Uint8Array {
  begin(44);
  write_RegisterResponse(r0);
  return finishMessage();
}

export function decode_remove(bytes: Uint8Array): CanisterMethods['remove']['args'] {
  if (!openExact(6, bytes)) return decodeAny(6, bytes) as CanisterMethods['remove']['args'];
  const values: CanisterMethods['remove']['args'] = [readUint64(), readBlob()];
  endMessage();
  return values;
}
export function encode_remove(): Uint8Array {
  begin(0);
  return finishMessage();
}

export const decode_replace = (bytes: Uint8Array) => decode(31, bytes) as CanisterMethods['replace']['args'];
export const encode_replace = () => encode(0, []);

export const decode_stats = (bytes: Uint8Array) => decode(10, bytes) as CanisterMethods['stats']['args'];
export function encode_stats(r0: Encodable<CanisterMethods['stats']['results'][0]>): Uint8Array {
  begin(45);
  write_InternetIdentityStats(r0);
  return finishMessage();
}

export function decode_update(bytes: Uint8Array): CanisterMethods['update']['args'] {
  if (!openExact(31, bytes)) return decodeAny(31, bytes) as CanisterMethods['update']['args'];
  const values: CanisterMethods['update']['args'] = [readUint64(), readBlob(), read_DeviceData()];
  endMessage();
  return values;
}
export function encode_update(): Uint8Array {
  begin(0);
  return finishMessage();
}

export const decode_update_account = (bytes: Uint8Array) =>
  decode(32, bytes) as CanisterMethods['update_account']['args'];
export const encode_update_account = (r0: Encodable<CanisterMethods['update_account']['results'][0]>) =>
  encode(46, [r0]);

export const decode_verify_tentative_device = (bytes: Uint8Array) =>
  decode(3, bytes) as CanisterMethods['verify_tentative_device']['args'];
export const encode_verify_tentative_device = (
  r0: Encodable<CanisterMethods['verify_tentative_device']['results'][0]>,
) => encode(47, [r0]);

/** The arguments of `init` and `post_upgrade`. */
export const decode_init = (bytes: Uint8Array) => decode(33, bytes) as InitArgs;

/** A message of one value: the configuration. */
export const encode_InternetIdentityInit = (value: InternetIdentityInit) => encode(11, [value]);
export const decode_InternetIdentityInit = (bytes: Uint8Array) =>
  decode(34, bytes)[0] as InternetIdentityInit;

/** What the system replies to an HTTPS outcall whose answer `openid_keys_transform` made. */
export const decode_OpenIdKeysResponse = (bytes: Uint8Array) => decode(35, bytes)[0] as OpenIdKeysResponse;

const CASES_0 = { unprotected: 0, protected: 1 };

const CASES_1 = { platform: 0, seed_phrase: 1, cross_platform: 2, unknown: 3, browser_storage_key: 4 };

const CASES_2 = { authentication: 0, recovery: 1 };

const CASES_3 = { Protected: 0, Unprotected: 1 };

const CASES_4 = { Recovery: 0, Authentication: 1 };

const CASES_5 = { InvalidCaller: 0, AlreadyInProgress: 1, RateLimitExceeded: 2 };

function write_SignedDelegation(value: Encodable<SignedDelegation>): void {
  writeBlob(value.signature);
  write_Delegation(value.delegation);
}

function write_Delegation(value: Encodable<Delegation>): void {
  writeBlob(value.pubkey);
  if (value.targets === null) writeByte(0);
  else {
    writeByte(1);
    writeUnsigned(value.targets.length);
    for (let i = 0; i < value.targets.length; i++) {
      const item = value.targets[i]!;
      writePrincipal(item);
    }
  }
  writeUint64(value.expiration);
}

function write_AccountDelegationError(value: Encodable<AccountDelegationError>): void {
  switch (value.tag) {
    case 'NoSuchDelegation':
      writeByte(0);
      break;
    case 'InternalCanisterError':
      writeByte(1);
      writeText(value.value);
      break;
    case 'Unauthorized':
      writeByte(2);
      writePrincipal(value.value);
      break;
  }
}

function write_AnchorCredentials(value: Encodable<AnchorCredentials>): void {
  writeUnsigned(value.recovery_phrases.length);
  for (let i = 0; i < value.recovery_phrases.length; i++) {
    const item = value.recovery_phrases[i]!;
    writeBlob(item);
  }
  writeUnsigned(value.credentials.length);
  for (let i = 0; i < value.credentials.length; i++) {
    const item = value.credentials[i]!;
    write_WebAuthnCredential(item);
  }
  writeUnsigned(value.recovery_credentials.length);
  for (let i = 0; i < value.recovery_credentials.length; i++) {
    const item = value.recovery_credentials[i]!;
    write_WebAuthnCredential(item);
  }
}

function write_WebAuthnCredential(value: Encodable<WebAuthnCredential>): void {
  writeBlob(value.pubkey);
  writeBlob(value.credential_id);
}

function write_IdentityAnchorInfo(value: Encodable<IdentityAnchorInfo>): void {
  if (value.name === null) writeByte(0);
  else {
    writeByte(1);
    writeText(value.name);
  }
  writeUnsigned(value.devices.length);
  for (let i = 0; i < value.devices.length; i++) {
    const item = value.devices[i]!;
    write_DeviceWithUsage(item);
  }
  if (value.openid_credentials === null) writeByte(0);
  else {
    writeByte(1);
    writeUnsigned(value.openid_credentials.length);
    for (let i = 0; i < value.openid_credentials.length; i++) {
      const item = value.openid_credentials[i]!;
      writeValue(types, 112, item);
    }
  }
  if (value.device_registration === null) writeByte(0);
  else {
    writeByte(1);
    writeValue(types, 114, value.device_registration);
  }
}

function write_DeviceWithUsage(value: Encodable<DeviceWithUsage>): void {
  writeText(value.alias);
  if (value.last_usage === null) writeByte(0);
  else {
    writeByte(1);
    writeUint64(value.last_usage);
  }
  if (value.metadata === null) writeByte(0);
  else {
    writeByte(1);
    writeValue(types, 2, value.metadata);
  }
  if (value.origin === null) writeByte(0);
  else {
    writeByte(1);
    writeText(value.origin);
  }
  write_DeviceProtection(value.protection);
  writeBlob(value.pubkey);
  write_KeyType(value.key_type);
  write_Purpose(value.purpose);
  if (value.credential_id === null) writeByte(0);
  else {
    writeByte(1);
    writeBlob(value.credential_id);
  }
}

function write_DeviceProtection(value: Encodable<DeviceProtection>): void {
  writeByte(CASES_0[value.tag]);
}

function write_KeyType(value: Encodable<KeyType>): void {
  writeByte(CASES_1[value.tag]);
}

function write_Purpose(value: Encodable<Purpose>): void {
  writeByte(CASES_2[value.tag]);
}

function write_GetDelegationResponse(value: Encodable<GetDelegationResponse>): void {
  switch (value.tag) {
    case 'no_such_delegation':
      writeByte(0);
      break;
    case 'signed_delegation':
      writeByte(1);
      write_SignedDelegation(value.value);
      break;
  }
}

function write_IdAliasCredentials(value: Encodable<IdAliasCredentials>): void {
  write_SignedIdAlias(value.rp_id_alias_credential);
  write_SignedIdAlias(value.issuer_id_alias_credential);
}

function write_SignedIdAlias(value: Encodable<SignedIdAlias>): void {
  writeText(value.credential_jws);
  writePrincipal(value.id_alias);
  writePrincipal(value.id_dapp);
}

function write_GetIdAliasError(value: Encodable<GetIdAliasError>): void {
  switch (value.tag) {
    case 'InternalCanisterError':
      writeByte(0);
      writeText(value.value);
      break;
    case 'Unauthorized':
      writeByte(1);
      writePrincipal(value.value);
      break;
    case 'NoSuchCredentials':
      writeByte(2);
      writeText(value.value);
      break;
  }
}

function write_HttpResponse(value: Encodable<HttpResponse>): void {
  writeBlob(value.body);
  writeUnsigned(value.headers.length);
  for (let i = 0; i < value.headers.length; i++) {
    const item = value.headers[i]!;
    write_HeaderField(item);
  }
  if (value.upgrade === null) writeByte(0);
  else {
    writeByte(1);
    writeByte(value.upgrade ? 1 : 0);
  }
  if (value.streaming_strategy === null) writeByte(0);
  else {
    writeByte(1);
    writeValue(types, 127, value.streaming_strategy);
  }
  writeUint16(value.status_code);
}

function write_HeaderField(value: Encodable<HeaderField>): void {
  writeText(value[0]);
  writeText(value[1]);
}

function write_IdentityAuthnInfo(value: Encodable<IdentityAuthnInfo>): void {
  writeUnsigned(value.authn_methods.length);
  for (let i = 0; i < value.authn_methods.length; i++) {
    const item = value.authn_methods[i]!;
    write_AuthnMethod(item);
  }
  writeUnsigned(value.recovery_authn_methods.length);
  for (let i = 0; i < value.recovery_authn_methods.length; i++) {
    const item = value.recovery_authn_methods[i]!;
    write_AuthnMethod(item);
  }
}

function write_AuthnMethod(value: Encodable<AuthnMethod>): void {
  switch (value.tag) {
    case 'PubKey':
      writeByte(0);
      write_PublicKeyAuthn(value.value);
      break;
    case 'WebAuthn':
      writeByte(1);
      write_WebAuthn(value.value);
      break;
  }
}

function write_PublicKeyAuthn(value: Encodable<PublicKeyAuthn>): void {
  writeBlob(value.pubkey);
}

function write_WebAuthn(value: Encodable<WebAuthn>): void {
  writeBlob(value.pubkey);
  writeBlob(value.credential_id);
}

function write_IdentityInfo(value: Encodable<IdentityInfo>): void {
  writeUnsigned(value.authn_methods.length);
  for (let i = 0; i < value.authn_methods.length; i++) {
    const item = value.authn_methods[i]!;
    write_AuthnMethodData(item);
  }
  write_MetadataMapV2(value.metadata);
  if (value.name === null) writeByte(0);
  else {
    writeByte(1);
    writeText(value.name);
  }
  if (value.authn_method_registration === null) writeByte(0);
  else {
    writeByte(1);
    writeValue(types, 138, value.authn_method_registration);
  }
  if (value.openid_credentials === null) writeByte(0);
  else {
    writeByte(1);
    writeUnsigned(value.openid_credentials.length);
    for (let i = 0; i < value.openid_credentials.length; i++) {
      const item = value.openid_credentials[i]!;
      writeValue(types, 112, item);
    }
  }
}

function write_AuthnMethodData(value: Encodable<AuthnMethodData>): void {
  write_AuthnMethodSecuritySettings(value.security_settings);
  write_MetadataMapV2(value.metadata);
  if (value.last_authentication === null) writeByte(0);
  else {
    writeByte(1);
    writeUint64(value.last_authentication);
  }
  write_AuthnMethod(value.authn_method);
}

function write_AuthnMethodSecuritySettings(value: Encodable<AuthnMethodSecuritySettings>): void {
  write_AuthnMethodProtection(value.protection);
  write_AuthnMethodPurpose(value.purpose);
}

function write_AuthnMethodProtection(value: Encodable<AuthnMethodProtection>): void {
  writeByte(CASES_3[value.tag]);
}

function write_AuthnMethodPurpose(value: Encodable<AuthnMethodPurpose>): void {
  writeByte(CASES_4[value.tag]);
}

function write_MetadataMapV2(value: Encodable<MetadataMapV2>): void {
  writeUnsigned(value.length);
  for (let i = 0; i < value.length; i++) {
    const item = value[i]!;
    writeText(item[0]);
    switch (item[1].tag) {
      case 'Map':
        writeByte(0);
        write_MetadataMapV2(item[1].value);
        break;
      case 'String':
        writeByte(1);
        writeText(item[1].value);
        break;
      case 'Bytes':
        writeByte(2);
        writeBlob(item[1].value);
        break;
    }
  }
}

function write_IdRegFinishResult(value: Encodable<IdRegFinishResult>): void {
  writeUint64(value.identity_number);
}

function write_IdRegFinishError(value: Encodable<IdRegFinishError>): void {
  switch (value.tag) {
    case 'NoRegistrationFlow':
      writeByte(0);
      break;
    case 'UnexpectedCall':
      writeByte(1);
      write_RegistrationFlowNextStep(value.value.next_step);
      break;
    case 'InvalidAuthnMethod':
      writeByte(2);
      writeText(value.value);
      break;
    case 'IdentityLimitReached':
      writeByte(3);
      break;
    case 'StorageError':
      writeByte(4);
      writeText(value.value);
      break;
  }
}

function write_RegistrationFlowNextStep(value: Encodable<RegistrationFlowNextStep>): void {
  switch (value.tag) {
    case 'CheckCaptcha':
      writeByte(0);
      writeText(value.value.captcha_png_base64);
      break;
    case 'Finish':
      writeByte(1);
      break;
  }
}

function write_IdRegNextStepResult(value: Encodable<IdRegNextStepResult>): void {
  write_RegistrationFlowNextStep(value.next_step);
}

function write_IdRegStartError(value: Encodable<IdRegStartError>): void {
  writeByte(CASES_5[value.tag]);
}

function write_DeviceData(value: Encodable<DeviceData>): void {
  writeText(value.alias);
  if (value.metadata === null) writeByte(0);
  else {
    writeByte(1);
    writeValue(types, 2, value.metadata);
  }
  if (value.origin === null) writeByte(0);
  else {
    writeByte(1);
    writeText(value.origin);
  }
  write_DeviceProtection(value.protection);
  writeBlob(value.pubkey);
  write_KeyType(value.key_type);
  write_Purpose(value.purpose);
  if (value.credential_id === null) writeByte(0);
  else {
    writeByte(1);
    writeBlob(value.credential_id);
  }
}

function write_PrepareAccountDelegation(value: Encodable<PrepareAccountDelegation>): void {
  writeBlob(value.user_key);
  writeUint64(value.expiration);
}

function write_PreparedIdAlias(value: Encodable<PreparedIdAlias>): void {
  writeText(value.rp_id_alias_jwt);
  writeText(value.issuer_id_alias_jwt);
  writeBlob(value.canister_sig_pk_der);
}

function write_PrepareIdAliasError(value: Encodable<PrepareIdAliasError>): void {
  switch (value.tag) {
    case 'InternalCanisterError':
      writeByte(0);
      writeText(value.value);
      break;
    case 'Unauthorized':
      writeByte(1);
      writePrincipal(value.value);
      break;
  }
}

function write_RegisterResponse(value: Encodable<RegisterResponse>): void {
  switch (value.tag) {
    case 'bad_challenge':
      writeByte(0);
      break;
    case 'canister_full':
      writeByte(1);
      break;
    case 'registered':
      writeByte(2);
      writeUint64(value.value.user_number);
      break;
  }
}

function write_InternetIdentityStats(value: Encodable<InternetIdentityStats>): void {
  writeByte(value.storage_layout_version);
  writeUint64(value.users_registered);
  writeUint64(value.assigned_user_number_range[0]);
  writeUint64(value.assigned_user_number_range[1]);
  write_ArchiveInfo(value.archive_info);
  writeUint64(value.canister_creation_cycles_cost);
  writeValue(types, 190, value.event_aggregations);
}

function write_ArchiveInfo(value: Encodable<ArchiveInfo>): void {
  if (value.archive_config === null) writeByte(0);
  else {
    writeByte(1);
    write_ArchiveConfig(value.archive_config);
  }
  if (value.archive_canister === null) writeByte(0);
  else {
    writeByte(1);
    writePrincipal(value.archive_canister);
  }
}

function write_ArchiveConfig(value: Encodable<ArchiveConfig>): void {
  writeUint64(value.polling_interval_ns);
  writeUint64(value.entries_buffer_limit);
  writeBlob(value.module_hash);
  writeUint16(value.entries_fetch_limit);
}
function read_DeviceData(): DeviceData {
  return {
    alias: readText(),
    metadata: readFlag() ? read_MetadataMap() : null,
    origin: readFlag() ? readText() : null,
    protection: readCase(DeviceProtection_CASES),
    pubkey: readBlob(),
    key_type: readCase(KeyType_CASES),
    purpose: readCase(Purpose_CASES),
    credential_id: readFlag() ? readBlob() : null,
  };
}

function read_MetadataMap(): MetadataMap {
  const items: MetadataMap[number][] = [];
  for (let left = readLength(); left > 0; left--) items.push([readText(), read_unnamed_0()]);
  return items;
}

function read_unnamed_0() {
  switch (readCase([0, 1, 2] as const)) {
    case 0:
      return { tag: 'map' as const, value: readExactValue(types, 2, 1) as MetadataMap };
    case 1:
      return { tag: 'string' as const, value: readText() };
    case 2:
      return { tag: 'bytes' as const, value: readBlob() };
  }
}

const DeviceProtection_CASES: readonly DeviceProtection[] = [{ tag: 'unprotected' }, { tag: 'protected' }];

const KeyType_CASES: readonly KeyType[] = [
  { tag: 'platform' },
  { tag: 'seed_phrase' },
  { tag: 'cross_platform' },
  { tag: 'unknown' },
  { tag: 'browser_storage_key' },
];

const Purpose_CASES: readonly Purpose[] = [{ tag: 'authentication' }, { tag: 'recovery' }];

function read_GetIdAliasRequest(): GetIdAliasRequest {
  return {
    rp_id_alias_jwt: readText(),
    issuer: readText(),
    issuer_id_alias_jwt: readText(),
    relying_party: readText(),
    identity_number: readUint64(),
  };
}

function read_IdRegFinishArg(): IdRegFinishArg {
  return { name: readFlag() ? readText() : null, authn_method: read_AuthnMethodData() };
}

function read_AuthnMethodData(): AuthnMethodData {
  return {
    security_settings: read_AuthnMethodSecuritySettings(),
    metadata: read_MetadataMapV2(),
    last_authentication: readFlag() ? readUint64() : null,
    authn_method: read_AuthnMethod(),
  };
}

function read_AuthnMethodSecuritySettings(): AuthnMethodSecuritySettings {
  return { protection: readCase(AuthnMethodProtection_CASES), purpose: readCase(AuthnMethodPurpose_CASES) };
}

const AuthnMethodProtection_CASES: readonly AuthnMethodProtection[] = [
  { tag: 'Protected' },
  { tag: 'Unprotected' },
];

const AuthnMethodPurpose_CASES: readonly AuthnMethodPurpose[] = [
  { tag: 'Recovery' },
  { tag: 'Authentication' },
];

function read_MetadataMapV2(): MetadataMapV2 {
  const items: MetadataMapV2[number][] = [];
  for (let left = readLength(); left > 0; left--) items.push([readText(), read_unnamed_1()]);
  return items;
}

function read_unnamed_1() {
  switch (readCase([0, 1, 2] as const)) {
    case 0:
      return { tag: 'Map' as const, value: readExactValue(types, 17, 1) as MetadataMapV2 };
    case 1:
      return { tag: 'String' as const, value: readText() };
    case 2:
      return { tag: 'Bytes' as const, value: readBlob() };
  }
}

function read_AuthnMethod(): AuthnMethod {
  switch (readCase([0, 1] as const)) {
    case 0:
      return { tag: 'PubKey' as const, value: read_PublicKeyAuthn() };
    case 1:
      return { tag: 'WebAuthn' as const, value: read_WebAuthn() };
  }
}

function read_PublicKeyAuthn(): PublicKeyAuthn {
  return { pubkey: readBlob() };
}

function read_WebAuthn(): WebAuthn {
  return { pubkey: readBlob(), credential_id: readBlob() };
}

function read_PrepareIdAliasRequest(): PrepareIdAliasRequest {
  return { issuer: readText(), relying_party: readText(), identity_number: readUint64() };
}

function read_ChallengeResult(): ChallengeResult {
  return { key: readText(), chars: readText() };
}
