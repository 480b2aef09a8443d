/* eslint-disable */
// Generated from internet_identity.did.ts by scripts/generate_codec.ts: change that, not this.

import { createMessageCodec } from '../backend/encoding/candid/message_codec.ts';
import type { CodecTable } from '../backend/encoding/candid/message_codec.ts';
import type { CanisterMethods, InitArgs, InternetIdentityInit } from './canister_types.ts';

const { decode, encode } = createMessageCodec(
  JSON.parse(
    '{"types":[[-20,563171728,"alias",-15,1075439471,"metadata",1,1258363366,"origin",6,1684155417,"protection",7,1727183618,"pubkey",5,2975220890,"key_type",8,3878670750,"purpose",9,4147013763,"credential_id",10],[-18,2],[-19,3],[-33,-15,4],[-21,5442204,"map",2,288368849,"string",-15,3180857451,"bytes",5],[-32],[-18,-15],[-21,439399861,"unprotected",-1,2492084014,"protected",-1],[-21,1744417459,"platform",-1,3053362247,"seed_phrase",-1,3484244626,"cross_platform",-1,3782943626,"unknown",-1,4220448004,"browser_storage_key",-1],[-21,3461496,"authentication",-1,2911501653,"recovery",-1],[-18,5],[-21,96266736,"device_registration_mode_off",-1,303766735,"another_device_tentatively_added",-1,3393277500,"added_tentatively",12],[-20,2599589777,"verification_code",-15,3375336612,"device_registration_timeout",-8],[-20,571998594,"security_settings",14,1075439471,"metadata",17,2018582657,"last_authentication",20,2927597882,"authn_method",21],[-20,1684155417,"protection",15,3878670750,"purpose",16],[-21,912068366,"Protected",-1,4267920789,"Unprotected",-1],[-21,2268838261,"Recovery",-1,2861196696,"Authentication",-1],[-19,18],[-33,-15,19],[-21,3850876,"Map",17,1170513137,"String",-15,1355118667,"Bytes",5],[-18,-8],[-21,2607736578,"PubKey",22,3251636978,"WebAuthn",23],[-20,1727183618,"pubkey",5],[-20,1727183618,"pubkey",5,4147013763,"credential_id",5],[-21,17724,"Ok",-1,3456837,"Err",25],[-21,4009088358,"InvalidMetadata",-15],[-21,17724,"Ok",-1,3456837,"Err",27],[-21,1738212019,"RegistrationModeOff",-1,2498872127,"NoAuthnMethodToConfirm",-1,2792705242,"WrongCode",28],[-20,62029920,"retries_left",-5],[-21,17724,"Ok",-1,3456837,"Err",30],[-21,1665414838,"AuthnMethodNotFound",-1,4009088358,"InvalidMetadata",-15],[-21,17724,"Ok",32,3456837,"Err",33],[-20,946972471,"confirmation_code",-15,2389990191,"expiration",-8],[-21,1738212019,"RegistrationModeOff",-1,1775949841,"RegistrationAlreadyInProgress",-1,4009088358,"InvalidMetadata",-15],[-21,17724,"Ok",35,3456837,"Err",36],[-20,2389990191,"expiration",-8],[-21,431777643,"InvalidRegistrationId",-15,1233650308,"InternalCanisterError",-15,1297335882,"AlreadyInProgress",-1,2471582292,"Unauthorized",-24],[-21,17724,"Ok",-1,3456837,"Err",-1],[-21,17724,"Ok",-1,3456837,"Err",30],[-21,17724,"Ok",-1,3456837,"Err",40],[-21,1665414838,"AuthnMethodNotFound",-1],[-20,2464245369,"solution",-15],[-21,17724,"Ok",43,3456837,"Err",46],[-20,327462232,"next_step",44],[-21,1557996402,"CheckCaptcha",45,3138630771,"Finish",-1],[-20,1218801098,"captcha_png_base64",-15],[-21,1114152200,"NoRegistrationFlow",-1,1741335343,"UnexpectedCall",43,3352157350,"WrongSolution",47],[-20,3012287881,"new_captcha_png_base64",-15],[-20,135463335,"fetch_root_key",49,655338963,"openid_google",50,675023726,"is_production",49,1106870276,"enable_dapps_explorer",49,1273296586,"assigned_user_number_range",53,1296213435,"new_flow_origins",55,2076799199,"archive_config",57,2138241783,"canister_creation_cycles_cost",59,2153553627,"analytics_config",60,3042006585,"related_origins",55,3502572647,"captcha_config",64,3913325599,"dummy_auth",69,4173688056,"register_rate_limit",72],[-18,-2],[-34,51],[-18,52],[-20,3355830415,"client_id",-15],[-18,54],[-33,-8,-8],[-18,56],[-19,-15],[-18,58],[-20,606026947,"polling_interval_ns",-8,1219114763,"entries_buffer_limit",-8,2928387969,"module_hash",5,3550868871,"entries_fetch_limit",-6],[-18,-8],[-34,61],[-18,62],[-21,316867701,"Plausible",63],[-20,763408708,"domain",6,1665134687,"track_localhost",49,2632168628,"hash_mode",49,3508404333,"api_host",6],[-18,65],[-20,2514125023,"max_unsolved_captchas",-8,4047804403,"captcha_trigger",66],[-21,57067359,"Dynamic",67,982536398,"Static",68],[-20,974698598,"reference_rate_sampling_interval_s",-8,2582056269,"threshold_pct",-6,3673385528,"current_rate_sampling_interval_s",-8],[-21,1206841014,"CaptchaDisabled",-1,2421382279,"CaptchaEnabled",-1],[-34,70],[-18,71],[-20,889247873,"prompt_for_index",-2],[-18,73],[-20,2637265621,"max_tokens",-8,3636426399,"time_per_token_ns",-8],[-21,17724,"Ok",75,3456837,"Err",77],[-20,1224700491,"name",6,1258363366,"origin",-15,2334538587,"account_number",76,3124653062,"last_used",20],[-18,-8],[-21,1057145028,"AccountLimitReached",-1,1233650308,"InternalCanisterError",-15,2471582292,"Unauthorized",-24],[-20,2335869349,"png_base64",-15,2771792003,"challenge_key",-15],[-21,645322535,"creation_in_progress",-1,3092129219,"success",-24,3892233661,"failed",-15],[-19,81],[-20,1037251655,"sequence_number",-8,1887860850,"entry",5,2710161043,"anchor_number",-8,2781795542,"timestamp",-8],[-21,17724,"Ok",83,3456837,"Err",87],[-20,359375608,"signature",5,892501160,"delegation",84],[-20,1727183618,"pubkey",5,2288514050,"targets",85,2389990191,"expiration",-8],[-18,86],[-19,-24],[-21,1010345872,"NoSuchDelegation",-1,1233650308,"InternalCanisterError",-15,2471582292,"Unauthorized",-24],[-21,17724,"Ok",89,3456837,"Err",90],[-19,75],[-21,1233650308,"InternalCanisterError",-15,2471582292,"Unauthorized",-24],[-20,1641291312,"recovery_phrases",92,2072384188,"credentials",93,2643126674,"recovery_credentials",93],[-19,5],[-19,23],[-20,1224700491,"name",6,3613992733,"devices",95,3623307874,"openid_credentials",97,3736258178,"device_registration",100],[-19,96],[-20,563171728,"alias",-15,1012732728,"last_usage",20,1075439471,"metadata",1,1258363366,"origin",6,1684155417,"protection",7,1727183618,"pubkey",5,2975220890,"key_type",8,3878670750,"purpose",9,4147013763,"credential_id",10],[-18,98],[-19,99],[-20,4849904,"aud",-15,5247305,"iss",-15,5745024,"sub",-15,1075439471,"metadata",17,3870005711,"last_usage_timestamp",20],[-18,101],[-20,600048263,"tentative_device",102,2389990191,"expiration",-8],[-18,0],[-21,918105634,"no_such_delegation",-1,1500769643,"signed_delegation",83],[-20,1815477589,"rp_id_alias_jwt",-15,2129281657,"issuer",-15,2459256250,"issuer_id_alias_jwt",-15,3461793225,"relying_party",-15,3718026986,"identity_number",-8],[-21,17724,"Ok",106,3456837,"Err",108],[-20,364702025,"rp_id_alias_credential",107,3393038212,"issuer_id_alias_credential",107],[-20,1366154590,"credential_jws",-15,3515599596,"id_alias",-24,4285675745,"id_dapp",-24],[-21,1233650308,"InternalCanisterError",-15,2471582292,"Unauthorized",-24,2581951188,"NoSuchCredentials",-15],[-20,5843823,"url",-15,156956385,"method",-15,1092319906,"body",5,1661489734,"headers",110,1661892784,"certificate_version",112],[-19,111],[-33,-15,-15],[-18,-6],[-20,1092319906,"body",5,1661489734,"headers",110,1664201884,"upgrade",49,3427158832,"streaming_strategy",114,3475804314,"status_code",-6],[-18,115],[-21,1488475621,"Callback",116],[-20,338395897,"token",117,2131139013,"callback",118],[-20],[-22],[-21,17724,"Ok",120,3456837,"Err",-1],[-20,19298809,"authn_methods",121,1328493135,"recovery_authn_methods",121],[-19,21],[-21,17724,"Ok",123,3456837,"Err",90],[-20,19298809,"authn_methods",124,1075439471,"metadata",17,1224700491,"name",6,3381588830,"authn_method_registration",125,3623307874,"openid_credentials",97],[-19,13],[-18,126],[-20,2389990191,"expiration",-8,2927597882,"authn_method",127],[-18,13],[-21,17724,"Ok",-1,3456837,"Err",129],[-21,1233650308,"InternalCanisterError",-15,2471582292,"Unauthorized",-24,3008625054,"StorageSpaceExceeded",130],[-20,2398696248,"space_required",-8,2663011792,"space_available",-8],[-20,1224700491,"name",6],[-21,17724,"Ok",-1,3456837,"Err",133],[-21,1233650308,"InternalCanisterError",-15,2471582292,"Unauthorized",-24,2757758725,"NameTooLong",134,3008625054,"StorageSpaceExceeded",130],[-20,1963007803,"limit",-8],[-20,1224700491,"name",6,2927597882,"authn_method",13],[-21,17724,"Ok",137,3456837,"Err",138],[-20,3718026986,"identity_number",-8],[-21,1114152200,"NoRegistrationFlow",-1,1741335343,"UnexpectedCall",43,3140728304,"InvalidAuthnMethod",-15,3166245653,"IdentityLimitReached",-1,3578172077,"StorageError",-15],[-21,17724,"Ok",43,3456837,"Err",140],[-21,71960258,"InvalidCaller",-1,1297335882,"AlreadyInProgress",-1,2744075790,"RateLimitExceeded",-1],[-19,0],[-18,-8],[-18,144],[-20,1727183618,"pubkey",5,2710161043,"anchor_number",-8],[-21,17724,"Ok",-1,3456837,"Err",146],[-21,1160862462,"OpenIdCredentialAlreadyRegistered",-1,1233650308,"InternalCanisterError",-15,2471582292,"Unauthorized",-24,3245022335,"JwtVerificationFailed",-1],[-33,-15,-15],[-21,17724,"Ok",-1,3456837,"Err",149],[-21,1233650308,"InternalCanisterError",-15,1372956907,"OpenIdCredentialNotFound",-1,2471582292,"Unauthorized",-24],[-21,17724,"Ok",83,3456837,"Err",151],[-21,1010345872,"NoSuchDelegation",-1,1098764637,"NoSuchAnchor",-1,3245022335,"JwtVerificationFailed",-1],[-20,5297927,"jwt",-15,1280148118,"salt",5],[-21,17724,"Ok",154,3456837,"Err",151],[-20,386458219,"user_key",5,2389990191,"expiration",-8,2710161043,"anchor_number",-8],[-21,17724,"Ok",156,3456837,"Err",87],[-20,386458219,"user_key",5,2389990191,"expiration",-8],[-20,2129281657,"issuer",-15,3461793225,"relying_party",-15,3718026986,"identity_number",-8],[-21,17724,"Ok",159,3456837,"Err",90],[-20,1815477589,"rp_id_alias_jwt",-15,2459256250,"issuer_id_alias_jwt",-15,2699624275,"canister_sig_pk_der",5],[-20,5343647,"key",-15,1169399005,"chars",-15],[-18,-24],[-21,2183195177,"bad_challenge",-1,3252762087,"canister_full",-1,4104166786,"registered",163],[-20,146912637,"user_number",-8],[-20,246705415,"storage_layout_version",-5,609091545,"users_registered",-8,1273296586,"assigned_user_number_range",54,1457561931,"archive_info",165,2138241783,"canister_creation_cycles_cost",-8,2252540438,"event_aggregations",166],[-20,2076799199,"archive_config",57,2421964164,"archive_canister",161],[-19,167],[-33,-15,168],[-19,169],[-33,-15,-8],[-21,17724,"Ok",75,3456837,"Err",77],[-21,96266736,"device_registration_mode_off",-1,313935880,"verified",-1,550433983,"wrong_code",28,3183479250,"no_device_to_verify",-1],[-18,48]],"messages":[[[-8],[68,73,68,76,0,1,120]],[[],[68,73,68,76,0,0]],[[-8,0],[68,73,68,76,11,109,3,109,123,107,3,156,149,204,2,0,209,209,192,137,1,113,235,144,224,236,11,1,108,2,0,113,1,2,110,0,110,113,107,2,181,235,194,209,1,127,174,222,168,164,9,127,107,5,179,229,230,191,6,127,199,184,250,175,11,127,146,181,181,253,12,127,138,199,236,139,14,127,132,218,187,220,15,127,107,2,248,162,211,1,127,213,250,167,236,10,127,110,1,108,8,144,163,197,140,2,113,239,206,231,128,4,4,230,179,132,216,4,5,153,216,136,163,6,6,130,246,202,183,6,1,154,137,217,138,11,7,158,163,191,185,14,8,131,209,185,185,15,9,2,120,10]],[[11],[68,73,68,76,2,108,2,145,175,202,215,9,113,164,153,190,201,12,120,107,3,240,211,243,45,127,207,185,236,144,1,127,188,156,133,210,12,0,1,1]],[[-8,13],[68,73,68,76,12,107,2,142,158,244,178,3,127,149,155,141,243,15,127,107,2,245,242,238,185,8,127,152,203,169,212,10,127,108,2,153,216,136,163,6,0,158,163,191,185,14,1,109,6,109,123,107,3,252,132,235,1,3,241,185,146,174,4,113,203,240,149,134,5,4,108,2,0,113,1,5,110,120,108,1,130,246,202,183,6,4,108,2,130,246,202,183,6,4,131,209,185,185,15,4,107,2,130,206,187,219,9,8,242,149,192,142,12,9,108,4,130,131,224,144,2,2,239,206,231,128,4,3,129,193,196,194,7,7,186,178,254,243,10,10,2,120,11]],[[24],[68,73,68,76,2,107,1,230,170,215,247,14,113,107,2,188,138,1,127,197,254,210,1,0,1,1]],[[-8,-15],[68,73,68,76,0,2,120,113]],[[26],[68,73,68,76,3,108,1,224,128,202,29,123,107,3,179,133,236,188,6,127,191,134,199,167,9,127,218,153,213,179,10,0,107,2,188,138,1,127,197,254,210,1,1,1,2]],[[-8,5,17],[68,73,68,76,4,109,123,109,3,107,3,252,132,235,1,1,241,185,146,174,4,113,203,240,149,134,5,0,108,2,0,113,1,2,3,120,0,1]],[[29],[68,73,68,76,2,107,2,182,237,144,154,6,127,230,170,215,247,14,113,107,2,188,138,1,127,197,254,210,1,0,1,1]],[[31],[68,73,68,76,3,108,2,183,206,198,195,3,113,175,182,209,243,8,120,107,3,179,133,236,188,6,127,145,176,235,206,6,127,230,170,215,247,14,113,107,2,188,138,1,0,197,254,210,1,1,1,2]],[[-8,6],[68,73,68,76,1,110,113,2,120,0]],[[34],[68,73,68,76,3,108,1,175,182,209,243,8,120,107,4,235,206,241,205,1,113,132,133,160,204,4,113,202,140,207,234,4,127,212,180,197,154,9,104,107,2,188,138,1,0,197,254,210,1,1,1,2]],[[37],[68,73,68,76,1,107,2,188,138,1,127,197,254,210,1,127,1,0]],[[-8,5],[68,73,68,76,1,109,123,2,120,0]],[[-8,5,13],[68,73,68,76,12,109,123,107,2,142,158,244,178,3,127,149,155,141,243,15,127,107,2,245,242,238,185,8,127,152,203,169,212,10,127,108,2,153,216,136,163,6,1,158,163,191,185,14,2,109,6,107,3,252,132,235,1,4,241,185,146,174,4,113,203,240,149,134,5,0,108,2,0,113,1,5,110,120,108,1,130,246,202,183,6,0,108,2,130,246,202,183,6,0,131,209,185,185,15,0,107,2,130,206,187,219,9,8,242,149,192,142,12,9,108,4,130,131,224,144,2,3,239,206,231,128,4,4,129,193,196,194,7,7,186,178,254,243,10,10,3,120,0,11]],[[38],[68,73,68,76,2,107,2,182,237,144,154,6,127,230,170,215,247,14,113,107,2,188,138,1,127,197,254,210,1,0,1,1]],[[-8,5,14],[68,73,68,76,4,109,123,107,2,142,158,244,178,3,127,149,155,141,243,15,127,107,2,245,242,238,185,8,127,152,203,169,212,10,127,108,2,153,216,136,163,6,1,158,163,191,185,14,2,3,120,0,3]],[[39],[68,73,68,76,2,107,1,182,237,144,154,6,127,107,2,188,138,1,127,197,254,210,1,0,1,1]],[[41],[68,73,68,76,1,108,1,249,204,133,151,9,113,1,0]],[[42],[68,73,68,76,6,108,1,202,219,149,197,4,113,107,2,242,198,244,230,5,0,243,232,206,216,11,127,108,1,216,218,146,156,1,1,108,1,137,187,175,156,11,113,107,3,136,186,162,147,4,127,175,214,170,190,6,2,166,185,183,190,12,3,107,2,188,138,1,2,197,254,210,1,4,1,5]],[[48],[68,73,68,76,28,110,126,108,1,143,209,151,192,12,113,110,1,110,2,108,2,0,120,1,120,110,4,109,113,110,6,109,123,108,4,195,249,252,160,2,120,139,238,168,197,4,120,129,207,174,244,10,8,135,235,151,157,13,122,110,9,110,120,110,113,108,4,196,226,130,236,2,12,223,224,255,153,6,0,180,233,142,231,9,0,237,128,248,136,13,12,107,1,245,136,140,151,1,13,110,14,110,15,108,3,230,240,226,208,3,120,205,154,156,207,9,122,184,212,205,215,13,120,107,2,182,221,187,191,4,127,135,185,205,130,9,127,107,2,223,142,155,27,17,206,161,193,212,3,18,108,2,223,129,234,174,9,120,243,175,146,138,15,19,110,20,108,1,129,177,131,168,3,126,110,22,110,23,108,2,213,245,197,233,9,120,159,237,253,197,13,120,110,25,108,13,167,131,204,64,0,211,219,190,184,2,3,238,150,240,193,2,0,132,128,230,143,4,0,202,237,147,223,4,5,187,203,138,234,4,7,223,225,165,222,7,10,247,245,203,251,7,11,219,189,242,130,8,16,185,172,197,170,11,7,231,136,148,134,13,21,159,184,130,202,14,24,248,217,149,198,15,26,1,27]],[[-8,-15,-15],[68,73,68,76,0,3,120,113,113]],[[74],[68,73,68,76,5,110,113,110,120,108,4,203,228,253,199,4,0,230,179,132,216,4,113,219,246,152,217,8,1,134,216,249,209,11,1,107,3,196,129,139,248,3,127,132,133,160,204,4,113,212,180,197,154,9,104,107,2,188,138,1,2,197,254,210,1,3,1,4]],[[78],[68,73,68,76,1,108,2,165,147,234,217,8,113,131,225,216,169,10,113,1,0]],[[5],[68,73,68,76,1,109,123,1,0]],[[79],[68,73,68,76,1,107,3,167,174,219,179,2,127,195,203,184,194,11,104,189,139,251,191,14,113,1,0]],[[80],[68,73,68,76,3,109,123,108,4,199,232,204,238,3,120,242,240,153,132,7,0,147,141,167,140,10,120,214,169,187,174,10,120,109,1,1,2]],[[-8,-15,76,5,-8],[68,73,68,76,2,110,120,109,123,5,120,113,0,1,120]],[[82],[68,73,68,76,7,109,123,109,104,110,1,108,3,130,246,202,183,6,0,130,232,159,195,8,2,175,182,209,243,8,120,108,2,248,197,174,171,1,0,168,249,201,169,3,3,107,3,144,207,226,225,3,127,132,133,160,204,4,113,212,180,197,154,9,104,107,2,188,138,1,4,197,254,210,1,5,1,6]],[[88],[68,73,68,76,6,110,113,110,120,108,4,203,228,253,199,4,0,230,179,132,216,4,113,219,246,152,217,8,1,134,216,249,209,11,1,109,2,107,2,132,133,160,204,4,113,212,180,197,154,9,104,107,2,188,138,1,3,197,254,210,1,4,1,5]],[[91],[68,73,68,76,5,109,123,109,0,108,2,130,246,202,183,6,0,131,209,185,185,15,0,109,2,108,3,176,188,208,142,6,1,188,165,152,220,7,3,146,211,171,236,9,3,1,4]],[[94],[68,73,68,76,24,110,113,110,120,109,5,109,123,107,3,156,149,204,2,2,209,209,192,137,1,113,235,144,224,236,11,3,108,2,0,113,1,4,110,2,107,2,181,235,194,209,1,127,174,222,168,164,9,127,107,5,179,229,230,191,6,127,199,184,250,175,11,127,146,181,181,253,12,127,138,199,236,139,14,127,132,218,187,220,15,127,107,2,248,162,211,1,127,213,250,167,236,10,127,110,3,108,9,144,163,197,140,2,113,184,166,244,226,3,1,239,206,231,128,4,6,230,179,132,216,4,0,153,216,136,163,6,7,130,246,202,183,6,3,154,137,217,138,11,8,158,163,191,185,14,9,131,209,185,185,15,10,109,11,109,15,107,3,252,132,235,1,13,241,185,146,174,4,113,203,240,149,134,5,3,108,2,0,113,1,14,108,5,240,129,168,2,113,201,162,192,2,113,128,211,222,2,113,239,206,231,128,4,13,207,179,174,181,14,1,109,16,110,17,108,8,144,163,197,140,2,113,239,206,231,128,4,6,230,179,132,216,4,0,153,216,136,163,6,7,130,246,202,183,6,3,154,137,217,138,11,8,158,163,191,185,14,9,131,209,185,185,15,10,110,19,108,2,135,133,144,158,2,20,175,182,209,243,8,120,110,21,108,4,203,228,253,199,4,0,157,206,164,187,13,12,226,148,221,191,13,18,130,141,203,245,13,22,1,23]],[[-8,-15,5,-8],[68,73,68,76,1,109,123,4,120,113,0,120]],[[103],[68,73,68,76,6,109,123,109,104,110,1,108,3,130,246,202,183,6,0,130,232,159,195,8,2,175,182,209,243,8,120,108,2,248,197,174,171,1,0,168,249,201,169,3,3,107,2,162,220,228,181,3,127,235,218,207,203,5,4,1,5]],[[104],[68,73,68,76,1,108,5,213,250,215,225,6,113,249,132,169,247,7,113,186,139,213,148,9,113,201,139,219,242,12,113,234,173,242,236,13,120,1,0]],[[105],[68,73,68,76,4,108,3,222,186,183,139,5,113,236,149,175,140,13,104,225,241,200,251,15,104,108,2,201,210,243,173,1,0,132,207,246,209,12,0,107,3,132,133,160,204,4,113,212,180,197,154,9,104,212,229,149,207,9,113,107,2,188,138,1,1,197,254,210,1,2,1,3]],[[-24],[68,73,68,76,0,1,104]],[[109],[68,73,68,76,5,109,123,108,2,0,113,1,113,109,1,110,122,108,5,239,214,228,2,113,225,237,235,74,113,162,245,237,136,4,0,198,164,161,152,6,2,176,241,185,152,6,3,1,4]],[[113],[68,73,68,76,12,109,123,108,2,0,113,1,113,109,1,110,126,108,0,110,4,108,2,249,133,174,161,1,5,162,245,237,136,4,0,106,1,4,1,6,1,1,108,2,249,133,174,161,1,4,197,179,154,248,7,7,107,1,229,171,225,197,5,8,110,9,108,5,162,245,237,136,4,0,198,164,161,152,6,2,156,233,198,153,6,3,176,150,153,226,12,10,154,161,178,249,12,122,1,11]],[[119],[68,73,68,76,7,109,123,108,1,130,246,202,183,6,0,108,2,130,246,202,183,6,0,131,209,185,185,15,0,107,2,130,206,187,219,9,1,242,149,192,142,12,2,109,3,108,2,249,243,153,9,4,207,228,188,249,4,4,107,2,188,138,1,5,197,254,210,1,127,1,6]],[[122],[68,73,68,76,23,107,2,142,158,244,178,3,127,149,155,141,243,15,127,107,2,245,242,238,185,8,127,152,203,169,212,10,127,108,2,153,216,136,163,6,0,158,163,191,185,14,1,109,6,109,123,107,3,252,132,235,1,3,241,185,146,174,4,113,203,240,149,134,5,4,108,2,0,113,1,5,110,120,108,1,130,246,202,183,6,4,108,2,130,246,202,183,6,4,131,209,185,185,15,4,107,2,130,206,187,219,9,8,242,149,192,142,12,9,108,4,130,131,224,144,2,2,239,206,231,128,4,3,129,193,196,194,7,7,186,178,254,243,10,10,109,11,110,113,110,11,108,2,175,182,209,243,8,120,186,178,254,243,10,14,110,15,108,5,240,129,168,2,113,201,162,192,2,113,128,211,222,2,113,239,206,231,128,4,3,207,179,174,181,14,7,109,17,110,18,108,5,249,243,153,9,12,239,206,231,128,4,3,203,228,253,199,4,13,222,230,187,204,12,16,226,148,221,191,13,19,107,2,132,133,160,204,4,113,212,180,197,154,9,104,107,2,188,138,1,20,197,254,210,1,21,1,22]],[[-8,17],[68,73,68,76,4,109,3,109,123,107,3,252,132,235,1,0,241,185,146,174,4,113,203,240,149,134,5,1,108,2,0,113,1,2,2,120,0]],[[128],[68,73,68,76,3,108,2,184,230,228,247,8,120,208,171,233,245,9,120,107,3,132,133,160,204,4,113,212,180,197,154,9,104,158,243,207,154,11,0,107,2,188,138,1,127,197,254,210,1,1,1,2]],[[-8,131],[68,73,68,76,2,110,113,108,1,203,228,253,199,4,0,2,120,1]],[[132],[68,73,68,76,4,108,1,187,190,132,168,7,120,108,2,184,230,228,247,8,120,208,171,233,245,9,120,107,4,132,133,160,204,4,113,212,180,197,154,9,104,133,158,128,163,10,0,158,243,207,154,11,1,107,2,188,138,1,127,197,254,210,1,2,1,3]],[[135],[68,73,68,76,14,110,113,107,2,142,158,244,178,3,127,149,155,141,243,15,127,107,2,245,242,238,185,8,127,152,203,169,212,10,127,108,2,153,216,136,163,6,1,158,163,191,185,14,2,109,7,109,123,107,3,252,132,235,1,4,241,185,146,174,4,113,203,240,149,134,5,5,108,2,0,113,1,6,110,120,108,1,130,246,202,183,6,5,108,2,130,246,202,183,6,5,131,209,185,185,15,5,107,2,130,206,187,219,9,9,242,149,192,142,12,10,108,4,130,131,224,144,2,3,239,206,231,128,4,4,129,193,196,194,7,8,186,178,254,243,10,11,108,2,203,228,253,199,4,0,186,178,254,243,10,12,1,13]],[[136],[68,73,68,76,6,108,1,234,173,242,236,13,120,108,1,202,219,149,197,4,113,107,2,242,198,244,230,5,1,243,232,206,216,11,127,108,1,216,218,146,156,1,2,107,5,136,186,162,147,4,127,175,214,170,190,6,3,240,235,206,217,11,113,149,166,228,229,11,127,173,165,154,170,13,113,107,2,188,138,1,0,197,254,210,1,4,1,5]],[[139],[68,73,68,76,5,108,1,202,219,149,197,4,113,107,2,242,198,244,230,5,0,243,232,206,216,11,127,108,1,216,218,146,156,1,1,107,3,194,141,168,34,127,202,140,207,234,4,127,142,140,189,156,10,127,107,2,188,138,1,2,197,254,210,1,3,1,4]],[[141],[68,73,68,76,12,109,3,109,123,107,3,156,149,204,2,0,209,209,192,137,1,113,235,144,224,236,11,1,108,2,0,113,1,2,110,0,110,113,107,2,181,235,194,209,1,127,174,222,168,164,9,127,107,5,179,229,230,191,6,127,199,184,250,175,11,127,146,181,181,253,12,127,138,199,236,139,14,127,132,218,187,220,15,127,107,2,248,162,211,1,127,213,250,167,236,10,127,110,1,108,8,144,163,197,140,2,113,239,206,231,128,4,4,230,179,132,216,4,5,153,216,136,163,6,6,130,246,202,183,6,1,154,137,217,138,11,7,158,163,191,185,14,8,131,209,185,185,15,9,109,10,1,11]],[[-15],[68,73,68,76,0,1,113]],[[142],[68,73,68,76,1,110,120,1,0]],[[143],[68,73,68,76,3,109,123,108,2,130,246,202,183,6,0,147,141,167,140,10,120,110,1,1,2]],[[-8,-15,5],[68,73,68,76,1,109,123,3,120,113,0]],[[145],[68,73,68,76,2,107,4,254,181,197,169,4,127,132,133,160,204,4,113,212,180,197,154,9,104,255,184,172,139,12,127,107,2,188,138,1,127,197,254,210,1,0,1,1]],[[-8,147],[68,73,68,76,1,108,2,0,113,1,113,2,120,0]],[[148],[68,73,68,76,2,107,3,132,133,160,204,4,113,235,209,214,142,5,127,212,180,197,154,9,104,107,2,188,138,1,127,197,254,210,1,0,1,1]],[[-15,5,5,-8],[68,73,68,76,1,109,123,4,113,0,0,120]],[[150],[68,73,68,76,7,109,123,109,104,110,1,108,3,130,246,202,183,6,0,130,232,159,195,8,2,175,182,209,243,8,120,108,2,248,197,174,171,1,0,168,249,201,169,3,3,107,3,144,207,226,225,3,127,221,162,247,139,4,127,255,184,172,139,12,127,107,2,188,138,1,4,197,254,210,1,5,1,6]],[[152],[68,73,68,76,2,109,123,108,2,135,174,195,2,113,150,133,182,226,4,0,1,1]],[[-15,5,5],[68,73,68,76,1,109,123,3,113,0,0]],[[153],[68,73,68,76,4,109,123,108,3,235,196,163,184,1,0,175,182,209,243,8,120,147,141,167,140,10,120,107,3,144,207,226,225,3,127,221,162,247,139,4,127,255,184,172,139,12,127,107,2,188,138,1,1,197,254,210,1,2,1,3]],[[-8,-15,76,5,59],[68,73,68,76,2,110,120,109,123,5,120,113,0,1,0]],[[155],[68,73,68,76,4,109,123,108,2,235,196,163,184,1,0,175,182,209,243,8,120,107,3,144,207,226,225,3,127,132,133,160,204,4,113,212,180,197,154,9,104,107,2,188,138,1,1,197,254,210,1,2,1,3]],[[-8,-15,5,59],[68,73,68,76,2,109,123,110,120,4,120,113,0,1]],[[5,-8],[68,73,68,76,1,109,123,2,0,120]],[[157],[68,73,68,76,1,108,3,249,132,169,247,7,113,201,139,219,242,12,113,234,173,242,236,13,120,1,0]],[[158],[68,73,68,76,4,109,123,108,3,213,250,215,225,6,113,186,139,213,148,9,113,211,254,163,135,10,0,107,2,132,133,160,204,4,113,212,180,197,154,9,104,107,2,188,138,1,1,197,254,210,1,2,1,3]],[[0,160,161],[68,73,68,76,13,109,3,109,123,107,3,156,149,204,2,0,209,209,192,137,1,113,235,144,224,236,11,1,108,2,0,113,1,2,110,0,110,113,107,2,181,235,194,209,1,127,174,222,168,164,9,127,107,5,179,229,230,191,6,127,199,184,250,175,11,127,146,181,181,253,12,127,138,199,236,139,14,127,132,218,187,220,15,127,107,2,248,162,211,1,127,213,250,167,236,10,127,110,1,108,8,144,163,197,140,2,113,239,206,231,128,4,4,230,179,132,216,4,5,153,216,136,163,6,6,130,246,202,183,6,1,154,137,217,138,11,7,158,163,191,185,14,8,131,209,185,185,15,9,108,2,159,147,198,2,113,221,185,206,173,4,113,110,104,3,10,11,12]],[[162],[68,73,68,76,2,108,1,253,234,134,70,120,107,3,169,212,131,145,8,127,231,235,132,143,12,127,130,187,130,165,15,0,1,1]],[[-8,5,0],[68,73,68,76,11,109,123,109,3,107,3,156,149,204,2,1,209,209,192,137,1,113,235,144,224,236,11,0,108,2,0,113,1,2,110,1,110,113,107,2,181,235,194,209,1,127,174,222,168,164,9,127,107,5,179,229,230,191,6,127,199,184,250,175,11,127,146,181,181,253,12,127,138,199,236,139,14,127,132,218,187,220,15,127,107,2,248,162,211,1,127,213,250,167,236,10,127,110,0,108,8,144,163,197,140,2,113,239,206,231,128,4,4,230,179,132,216,4,5,153,216,136,163,6,6,130,246,202,183,6,0,154,137,217,138,11,7,158,163,191,185,14,8,131,209,185,185,15,9,3,120,0,10]],[[164],[68,73,68,76,11,108,2,0,120,1,120,109,123,108,4,195,249,252,160,2,120,139,238,168,197,4,120,129,207,174,244,10,1,135,235,151,157,13,122,110,2,110,104,108,2,223,225,165,222,7,3,132,251,240,130,9,4,108,2,0,113,1,120,109,6,108,2,0,113,1,7,109,8,108,6,135,218,209,117,123,217,255,183,162,2,120,202,237,147,223,4,0,203,194,130,183,5,5,247,245,203,251,7,120,150,148,140,178,8,9,1,10]],[[-8,-15,76,131],[68,73,68,76,3,110,120,110,113,108,1,203,228,253,199,4,1,4,120,113,0,2]],[[170],[68,73,68,76,5,110,113,110,120,108,4,203,228,253,199,4,0,230,179,132,216,4,113,219,246,152,217,8,1,134,216,249,209,11,1,107,3,196,129,139,248,3,127,132,133,160,204,4,113,212,180,197,154,9,104,107,2,188,138,1,2,197,254,210,1,3,1,4]],[[171],[68,73,68,76,2,108,1,224,128,202,29,123,107,4,240,211,243,45,127,136,144,217,149,1,127,191,233,187,134,2,0,210,147,128,238,11,127,1,1]],[[172],[68,73,68,76,29,110,126,108,1,143,209,151,192,12,113,110,1,110,2,108,2,0,120,1,120,110,4,109,113,110,6,109,123,108,4,195,249,252,160,2,120,139,238,168,197,4,120,129,207,174,244,10,8,135,235,151,157,13,122,110,9,110,120,110,113,108,4,196,226,130,236,2,12,223,224,255,153,6,0,180,233,142,231,9,0,237,128,248,136,13,12,107,1,245,136,140,151,1,13,110,14,110,15,108,3,230,240,226,208,3,120,205,154,156,207,9,122,184,212,205,215,13,120,107,2,182,221,187,191,4,127,135,185,205,130,9,127,107,2,223,142,155,27,17,206,161,193,212,3,18,108,2,223,129,234,174,9,120,243,175,146,138,15,19,110,20,108,1,129,177,131,168,3,126,110,22,110,23,108,2,213,245,197,233,9,120,159,237,253,197,13,120,110,25,108,13,167,131,204,64,0,211,219,190,184,2,3,238,150,240,193,2,0,132,128,230,143,4,0,202,237,147,223,4,5,187,203,138,234,4,7,223,225,165,222,7,10,247,245,203,251,7,11,219,189,242,130,8,16,185,172,197,170,11,7,231,136,148,134,13,21,159,184,130,202,14,24,248,217,149,198,15,26,110,27,1,28]]]}',
  ) as CodecTable,
);

export const decode_acknowledge_entries = (bytes: Uint8Array) =>
  decode(0, bytes) as CanisterMethods['acknowledge_entries']['args'];
export const encode_acknowledge_entries = () => encode(1, []);

export const decode_add = (bytes: Uint8Array) => decode(2, bytes) as CanisterMethods['add']['args'];
export const encode_add = () => encode(1, []);

export const decode_add_tentative_device = (bytes: Uint8Array) =>
  decode(2, bytes) as CanisterMethods['add_tentative_device']['args'];
export const encode_add_tentative_device = (r0: CanisterMethods['add_tentative_device']['results'][0]) =>
  encode(3, [r0]);

export const decode_authn_method_add = (bytes: Uint8Array) =>
  decode(4, bytes) as CanisterMethods['authn_method_add']['args'];
export const encode_authn_method_add = (r0: CanisterMethods['authn_method_add']['results'][0]) =>
  encode(5, [r0]);

export const decode_authn_method_confirm = (bytes: Uint8Array) =>
  decode(6, bytes) as CanisterMethods['authn_method_confirm']['args'];
export const encode_authn_method_confirm = (r0: CanisterMethods['authn_method_confirm']['results'][0]) =>
  encode(7, [r0]);

export const decode_authn_method_metadata_replace = (bytes: Uint8Array) =>
  decode(8, bytes) as CanisterMethods['authn_method_metadata_replace']['args'];
export const encode_authn_method_metadata_replace = (
  r0: CanisterMethods['authn_method_metadata_replace']['results'][0],
) => encode(9, [r0]);

export const decode_authn_method_register = (bytes: Uint8Array) =>
  decode(4, bytes) as CanisterMethods['authn_method_register']['args'];
export const encode_authn_method_register = (r0: CanisterMethods['authn_method_register']['results'][0]) =>
  encode(10, [r0]);

export const decode_authn_method_registration_mode_enter = (bytes: Uint8Array) =>
  decode(11, bytes) as CanisterMethods['authn_method_registration_mode_enter']['args'];
export const encode_authn_method_registration_mode_enter = (
  r0: CanisterMethods['authn_method_registration_mode_enter']['results'][0],
) => encode(12, [r0]);

export const decode_authn_method_registration_mode_exit = (bytes: Uint8Array) =>
  decode(0, bytes) as CanisterMethods['authn_method_registration_mode_exit']['args'];
export const encode_authn_method_registration_mode_exit = (
  r0: CanisterMethods['authn_method_registration_mode_exit']['results'][0],
) => encode(13, [r0]);

export const decode_authn_method_remove = (bytes: Uint8Array) =>
  decode(14, bytes) as CanisterMethods['authn_method_remove']['args'];
export const encode_authn_method_remove = (r0: CanisterMethods['authn_method_remove']['results'][0]) =>
  encode(13, [r0]);

export const decode_authn_method_replace = (bytes: Uint8Array) =>
  decode(15, bytes) as CanisterMethods['authn_method_replace']['args'];
export const encode_authn_method_replace = (r0: CanisterMethods['authn_method_replace']['results'][0]) =>
  encode(16, [r0]);

export const decode_authn_method_security_settings_replace = (bytes: Uint8Array) =>
  decode(17, bytes) as CanisterMethods['authn_method_security_settings_replace']['args'];
export const encode_authn_method_security_settings_replace = (
  r0: CanisterMethods['authn_method_security_settings_replace']['results'][0],
) => encode(18, [r0]);

export const decode_check_captcha = (bytes: Uint8Array) =>
  decode(19, bytes) as CanisterMethods['check_captcha']['args'];
export const encode_check_captcha = (r0: CanisterMethods['check_captcha']['results'][0]) => encode(20, [r0]);

export const decode_config = (bytes: Uint8Array) => decode(1, bytes) as CanisterMethods['config']['args'];
export const encode_config = (r0: CanisterMethods['config']['results'][0]) => encode(21, [r0]);

export const decode_create_account = (bytes: Uint8Array) =>
  decode(22, bytes) as CanisterMethods['create_account']['args'];
export const encode_create_account = (r0: CanisterMethods['create_account']['results'][0]) =>
  encode(23, [r0]);

export const decode_create_challenge = (bytes: Uint8Array) =>
  decode(1, bytes) as CanisterMethods['create_challenge']['args'];
export const encode_create_challenge = (r0: CanisterMethods['create_challenge']['results'][0]) =>
  encode(24, [r0]);

export const decode_deploy_archive = (bytes: Uint8Array) =>
  decode(25, bytes) as CanisterMethods['deploy_archive']['args'];
export const encode_deploy_archive = (r0: CanisterMethods['deploy_archive']['results'][0]) =>
  encode(26, [r0]);

export const decode_enter_device_registration_mode = (bytes: Uint8Array) =>
  decode(0, bytes) as CanisterMethods['enter_device_registration_mode']['args'];
export const encode_enter_device_registration_mode = (
  r0: CanisterMethods['enter_device_registration_mode']['results'][0],
) => encode(0, [r0]);

export const decode_exit_device_registration_mode = (bytes: Uint8Array) =>
  decode(0, bytes) as CanisterMethods['exit_device_registration_mode']['args'];
export const encode_exit_device_registration_mode = () => encode(1, []);

export const decode_fetch_entries = (bytes: Uint8Array) =>
  decode(1, bytes) as CanisterMethods['fetch_entries']['args'];
export const encode_fetch_entries = (r0: CanisterMethods['fetch_entries']['results'][0]) => encode(27, [r0]);

export const decode_get_account_delegation = (bytes: Uint8Array) =>
  decode(28, bytes) as CanisterMethods['get_account_delegation']['args'];
export const encode_get_account_delegation = (r0: CanisterMethods['get_account_delegation']['results'][0]) =>
  encode(29, [r0]);

export const decode_get_accounts = (bytes: Uint8Array) =>
  decode(6, bytes) as CanisterMethods['get_accounts']['args'];
export const encode_get_accounts = (r0: CanisterMethods['get_accounts']['results'][0]) => encode(30, [r0]);

export const decode_get_anchor_credentials = (bytes: Uint8Array) =>
  decode(0, bytes) as CanisterMethods['get_anchor_credentials']['args'];
export const encode_get_anchor_credentials = (r0: CanisterMethods['get_anchor_credentials']['results'][0]) =>
  encode(31, [r0]);

export const decode_get_anchor_info = (bytes: Uint8Array) =>
  decode(0, bytes) as CanisterMethods['get_anchor_info']['args'];
export const encode_get_anchor_info = (r0: CanisterMethods['get_anchor_info']['results'][0]) =>
  encode(32, [r0]);

export const decode_get_delegation = (bytes: Uint8Array) =>
  decode(33, bytes) as CanisterMethods['get_delegation']['args'];
export const encode_get_delegation = (r0: CanisterMethods['get_delegation']['results'][0]) =>
  encode(34, [r0]);

export const decode_get_id_alias = (bytes: Uint8Array) =>
  decode(35, bytes) as CanisterMethods['get_id_alias']['args'];
export const encode_get_id_alias = (r0: CanisterMethods['get_id_alias']['results'][0]) => encode(36, [r0]);

export const decode_get_principal = (bytes: Uint8Array) =>
  decode(6, bytes) as CanisterMethods['get_principal']['args'];
export const encode_get_principal = (r0: CanisterMethods['get_principal']['results'][0]) => encode(37, [r0]);

export const decode_http_request = (bytes: Uint8Array) =>
  decode(38, bytes) as CanisterMethods['http_request']['args'];
export const encode_http_request = (r0: CanisterMethods['http_request']['results'][0]) => encode(39, [r0]);

export const decode_http_request_update = (bytes: Uint8Array) =>
  decode(38, bytes) as CanisterMethods['http_request_update']['args'];
export const encode_http_request_update = (r0: CanisterMethods['http_request_update']['results'][0]) =>
  encode(39, [r0]);

export const decode_identity_authn_info = (bytes: Uint8Array) =>
  decode(0, bytes) as CanisterMethods['identity_authn_info']['args'];
export const encode_identity_authn_info = (r0: CanisterMethods['identity_authn_info']['results'][0]) =>
  encode(40, [r0]);

export const decode_identity_info = (bytes: Uint8Array) =>
  decode(0, bytes) as CanisterMethods['identity_info']['args'];
export const encode_identity_info = (r0: CanisterMethods['identity_info']['results'][0]) => encode(41, [r0]);

export const decode_identity_metadata_replace = (bytes: Uint8Array) =>
  decode(42, bytes) as CanisterMethods['identity_metadata_replace']['args'];
export const encode_identity_metadata_replace = (
  r0: CanisterMethods['identity_metadata_replace']['results'][0],
) => encode(43, [r0]);

export const decode_identity_properties_replace = (bytes: Uint8Array) =>
  decode(44, bytes) as CanisterMethods['identity_properties_replace']['args'];
export const encode_identity_properties_replace = (
  r0: CanisterMethods['identity_properties_replace']['results'][0],
) => encode(45, [r0]);

export const decode_identity_registration_finish = (bytes: Uint8Array) =>
  decode(46, bytes) as CanisterMethods['identity_registration_finish']['args'];
export const encode_identity_registration_finish = (
  r0: CanisterMethods['identity_registration_finish']['results'][0],
) => encode(47, [r0]);

export const decode_identity_registration_start = (bytes: Uint8Array) =>
  decode(1, bytes) as CanisterMethods['identity_registration_start']['args'];
export const encode_identity_registration_start = (
  r0: CanisterMethods['identity_registration_start']['results'][0],
) => encode(48, [r0]);

export const decode_init_salt = (bytes: Uint8Array) =>
  decode(1, bytes) as CanisterMethods['init_salt']['args'];
export const encode_init_salt = () => encode(1, []);

export const decode_lookup = (bytes: Uint8Array) => decode(0, bytes) as CanisterMethods['lookup']['args'];
export const encode_lookup = (r0: CanisterMethods['lookup']['results'][0]) => encode(49, [r0]);

export const decode_lookup_by_registration_mode_id = (bytes: Uint8Array) =>
  decode(50, bytes) as CanisterMethods['lookup_by_registration_mode_id']['args'];
export const encode_lookup_by_registration_mode_id = (
  r0: CanisterMethods['lookup_by_registration_mode_id']['results'][0],
) => encode(51, [r0]);

export const decode_lookup_device_key = (bytes: Uint8Array) =>
  decode(25, bytes) as CanisterMethods['lookup_device_key']['args'];
export const encode_lookup_device_key = (r0: CanisterMethods['lookup_device_key']['results'][0]) =>
  encode(52, [r0]);

export const decode_openid_credential_add = (bytes: Uint8Array) =>
  decode(53, bytes) as CanisterMethods['openid_credential_add']['args'];
export const encode_openid_credential_add = (r0: CanisterMethods['openid_credential_add']['results'][0]) =>
  encode(54, [r0]);

export const decode_openid_credential_remove = (bytes: Uint8Array) =>
  decode(55, bytes) as CanisterMethods['openid_credential_remove']['args'];
export const encode_openid_credential_remove = (
  r0: CanisterMethods['openid_credential_remove']['results'][0],
) => encode(56, [r0]);

export const decode_openid_get_delegation = (bytes: Uint8Array) =>
  decode(57, bytes) as CanisterMethods['openid_get_delegation']['args'];
export const encode_openid_get_delegation = (r0: CanisterMethods['openid_get_delegation']['results'][0]) =>
  encode(58, [r0]);

export const decode_openid_identity_registration_finish = (bytes: Uint8Array) =>
  decode(59, bytes) as CanisterMethods['openid_identity_registration_finish']['args'];
export const encode_openid_identity_registration_finish = (
  r0: CanisterMethods['openid_identity_registration_finish']['results'][0],
) => encode(47, [r0]);

export const decode_openid_prepare_delegation = (bytes: Uint8Array) =>
  decode(60, bytes) as CanisterMethods['openid_prepare_delegation']['args'];
export const encode_openid_prepare_delegation = (
  r0: CanisterMethods['openid_prepare_delegation']['results'][0],
) => encode(61, [r0]);

export const decode_prepare_account_delegation = (bytes: Uint8Array) =>
  decode(62, bytes) as CanisterMethods['prepare_account_delegation']['args'];
export const encode_prepare_account_delegation = (
  r0: CanisterMethods['prepare_account_delegation']['results'][0],
) => encode(63, [r0]);

export const decode_prepare_delegation = (bytes: Uint8Array) =>
  decode(64, bytes) as CanisterMethods['prepare_delegation']['args'];
export const encode_prepare_delegation = (
  r0: CanisterMethods['prepare_delegation']['results'][0],
  r1: CanisterMethods['prepare_delegation']['results'][1],
) => encode(65, [r0, r1]);

export const decode_prepare_id_alias = (bytes: Uint8Array) =>
  decode(66, bytes) as CanisterMethods['prepare_id_alias']['args'];
export const encode_prepare_id_alias = (r0: CanisterMethods['prepare_id_alias']['results'][0]) =>
  encode(67, [r0]);

export const decode_register = (bytes: Uint8Array) =>
  decode(68, bytes) as CanisterMethods['register']['args'];
export const encode_register = (r0: CanisterMethods['register']['results'][0]) => encode(69, [r0]);

export const decode_remove = (bytes: Uint8Array) => decode(14, bytes) as CanisterMethods['remove']['args'];
export const encode_remove = () => encode(1, []);

export const decode_replace = (bytes: Uint8Array) => decode(70, bytes) as CanisterMethods['replace']['args'];
export const encode_replace = () => encode(1, []);

export const decode_stats = (bytes: Uint8Array) => decode(1, bytes) as CanisterMethods['stats']['args'];
export const encode_stats = (r0: CanisterMethods['stats']['results'][0]) => encode(71, [r0]);

export const decode_update = (bytes: Uint8Array) => decode(70, bytes) as CanisterMethods['update']['args'];
export const encode_update = () => encode(1, []);

export const decode_update_account = (bytes: Uint8Array) =>
  decode(72, bytes) as CanisterMethods['update_account']['args'];
export const encode_update_account = (r0: CanisterMethods['update_account']['results'][0]) =>
  encode(73, [r0]);

export const decode_verify_tentative_device = (bytes: Uint8Array) =>
  decode(6, bytes) as CanisterMethods['verify_tentative_device']['args'];
export const encode_verify_tentative_device = (
  r0: CanisterMethods['verify_tentative_device']['results'][0],
) => encode(74, [r0]);

/** The arguments of `init` and `post_upgrade`. */
export const decode_init = (bytes: Uint8Array) => decode(75, bytes) as InitArgs;

/** A message of one value: the configuration. */
export const encode_InternetIdentityInit = (value: InternetIdentityInit) => encode(21, [value]);
export const decode_InternetIdentityInit = (bytes: Uint8Array) =>
  decode(21, bytes)[0] as InternetIdentityInit;
