/* eslint-disable */
// Generated from archive.did.ts by scripts/generate_codec.ts: change that, not this.

import { writeValue } from '../backend/encoding/candid/encode.ts';
import { createMessageCodec } from '../backend/encoding/candid/message_codec.ts';
import type { CodecTable, Encodable } from '../backend/encoding/candid/message_codec.ts';
import {
  finishMessage,
  writeUint16,
  writeUint64,
  writeText,
  writePrincipal,
  writeBlob,
  writeByte,
  writeUnsigned,
} from '../backend/encoding/candid/message_writer.ts';
import type { CanisterMethods, InitArgs, HttpResponse, HeaderField } from './archive_types.ts';

const { decode, exactStart, encode, begin, types } = createMessageCodec(
  JSON.parse(
    '{"types":[[-18,1],[-21,2427455341,"next_token",2,2781795542,"timestamp",4],[-20,2427455341,"next_token",3],[-32],[-20,2781795542,"timestamp",-8],[-18,-6],[-20,1055428310,"cursor",0,2036280656,"entries",7],[-19,8],[-18,9],[-20,1037251655,"sequence_number",-8,1618033269,"anchor",-8,2688582695,"operation",10,2781795542,"timestamp",-8,3068679307,"caller",-24],[-21,905198611,"add_openid_credential",11,915049783,"update_account",12,941544577,"replace_device",15,1316718465,"update_name",-1,1402673450,"create_account",24,1530378585,"delete_account",-1,1729559398,"remove_name",-1,2049438260,"add_device",25,2179934966,"remove_openid_credential",11,2959602565,"identity_metadata_replace",26,3031140369,"register_anchor",25,3638261478,"register_anchor_with_openid_credential",11,3725339468,"update_device",27,3795862633,"add_name",-1,3948421745,"remove_device",33],[-20,5247305,"iss",-15],[-20,1224700491,"name",13],[-18,14],[-21,4156916544,"redacted",-1],[-20,1335880149,"new_device",16,2512767086,"old_device",3],[-20,1258363366,"origin",17,1684155417,"protection",18,1727183618,"pubkey",3,2438317060,"metadata_keys",19,2975220890,"key_type",21,3878670750,"purpose",22,4147013763,"credential_id",23],[-18,-15],[-21,439399861,"unprotected",-1,2492084014,"protected",-1],[-18,20],[-19,-15],[-21,1744417459,"platform",-1,3053362247,"seed_phrase",-1,3484244626,"cross_platform",-1,3782943626,"unknown",-1,4220448004,"browser_storage_key",-1],[-21,3461496,"authentication",-1,2911501653,"recovery",-1],[-18,3],[-20,1224700491,"name",14],[-20,1903680662,"device",16],[-20,2438317060,"metadata_keys",20],[-20,769593633,"new_values",28,1903680662,"device",3],[-20,563171728,"alias",13,1258363366,"origin",29,1684155417,"protection",30,2438317060,"metadata_keys",19,2975220890,"key_type",31,3878670750,"purpose",32,4147013763,"credential_id",23],[-34,17],[-18,18],[-18,21],[-18,22],[-20,1903680662,"device",3],[-18,-8],[-20,2036280656,"entries",7],[-20,5843823,"url",-15,156956385,"method",-15,1092319906,"body",3,1661489734,"headers",37],[-19,38],[-33,-15,-15],[-20,1092319906,"body",3,1661489734,"headers",37,3475804314,"status_code",-6],[-20,1169898256,"init",41,2097543562,"canister_status",42,4057874159,"call_info",47],[-20,173304266,"max_entries_per_call",-6,606026947,"polling_interval_ns",-8,2653929894,"ii_canister",-24,3008621971,"error_buffer_limit",-6],[-20,100394802,"status",43,1054895615,"memory_size",-3,2190693645,"cycles",-3,2336062691,"settings",44,2733945392,"idle_cycles_burned_per_day",-3,2928387969,"module_hash",46],[-21,1130484237,"stopped",-1,2990082932,"stopping",-1,3949555199,"running",-1],[-20,238856128,"freezing_threshold",-3,570880087,"controllers",45,3844961758,"memory_allocation",-3,4174053672,"compute_allocation",-3],[-19,-24],[-18,3],[-20,2436557932,"call_errors",48,2990596254,"last_successful_fetch",50],[-19,49],[-20,94989949,"argument",3,156956385,"method",-15,1291635725,"time",-8,2584819143,"message",-15,2631180839,"canister",-24,2800423587,"rejection_code",-11],[-18,51],[-20,26177502,"number_of_entries",-6,2781795542,"timestamp",-8]],"requests":[[[-8,0,5],"DIDL\\u0006m{l\\u0001íÀ\\t\\u0000l\\u0001Ö©»®\\nxk\\u0002íÀ\\t\\u0001Ö©»®\\n\\u0002n\\u0003nz\\u0003x\\u0004\\u0005","DIDL\\u0006n\\u0001k\\u0002íÀ\\t\\u0002Ö©»®\\n\\u0004l\\u0001íÀ\\t\\u0003m{l\\u0001Ö©»®\\nxnz\\u0003x\\u0000\\u0005"],[[34,5],"DIDL\\u0002nxnz\\u0002\\u0000\\u0001"],[[36],"DIDL\\u0004m{l\\u0002\\u0000q\\u0001qm\\u0001l\\u0004ïÖä\\u0002qáíëJq¢õí\\u0004\\u0000Æ¤¡\\u0006\\u0002\\u0001\\u0003","DIDL\\u0004l\\u0004ïÖä\\u0002qáíëJq¢õí\\u0004\\u0001Æ¤¡\\u0006\\u0002m{m\\u0003l\\u0002\\u0000q\\u0001q\\u0001\\u0000"],[[],"DIDL\\u0000\\u0000"],[[-8,-8,3],"DIDL\\u0001m{\\u0003xx\\u0000"],[[41],"DIDL\\u0001l\\u0004ÊÓÑRzÃùü \\u0002x¦¿ñ\\thÛÏ\\u000bz\\u0001\\u0000"]],"replies":[[[6],431,[1279543620,1820028193,3230592257,1811941765,3148469761,1803029166,3230592258,3590392197,179223465,1812164098,3231893761,23818498,3197535936,107904783,3838509420,117753853,40595822,3519212469,3735977729,2131338408,191787373,3853714795,2131148774,2952444103,3046276875,2131557813,2347550602,3666116366,2131745979,2734162539,3581870547,183281658,1811967615,2226382343,2567505112,111380696,3405152778,2214594231,160094088,3649673740,2651655050,247054243,3117515534,1812926393,4292072706,3994027260,162437008,3405868032,80215524,2516675590,126607289,2214685712,160094088,1846111755,1846373898,2416405518,42780067,2226382343,2568291544,111380696,3616048150,2584480138,193649033,3215171095,2199391929,263829969,2701290511,49216674,3753481753,1811941259,3753481729,1795164043,3505951503,3070559151,62171802,4222189832,2165375936,83095183,3971132031,3641836956,98164466,3690391167,3028223672,131178468,3168138771,2231699599,193175527,2928709908,3860007845,231140845,2966866949,3910798832,244482440,3771003263,1813712602,3437807365,4118283246,109298932,2189993848,3592161922,179223465,2712243064,1852312503,1813933341,2728252930,3489924087,130743514,2097439]],[[35],393,[1279543620,3372313629,1896005794,2260730219,2131738262,23855470,3355305163,1903034884,3954508395,2130825666,2762530478,2070773513,124678509,3853714795,2131148774,2952444103,3046276875,2131557813,2347550602,3666116366,2131745979,2734162539,3581870547,183281658,1812360831,2226382343,2567177432,111380696,3405152773,2214987447,160094088,3649673736,2651392906,247054243,3117515530,1812664249,4292072706,3993765116,162437008,3405868038,80215524,2516675585,126607289,2214685708,160094088,1845784071,1846111749,2416405514,42780067,2226382338,2568029400,111380696,3616048146,2584217994,193649033,3215171091,2199129785,263829969,2701290507,49216674,3753481749,1812334475,3753481729,1795557259,3505951503,3070231471,62171802,4222189827,2165113792,83095183,3971132031,3641574812,98164466,3690391167,3028223672,131178468,3168138767,2231371919,193175527,2928709904,3859745701,231140845,2966866944,3910536688,244482440,3771003263,1813450458,3437807365,4118283246,109298932,2189993848,3591899778,179223465,2712243064,1852312503,1813671193,4242198529,18548682,28]],[[39],37,[1279543620,1820028164,24182786,1812032881,3992297987,3321889928,110666148,2996935170,24775929,3]],[[40],207,[1279543620,3389287437,2052248019,2700933571,2208724994,1745482175,2597313427,57375243,2609357965,2532605700,2131464676,3685080063,1752006414,3485467756,3615322610,43031520,3052133890,2826768041,264678530,1853582717,2986765316,19918798,4152482815,2861399299,2097714381,3656776163,3836740360,2097846226,4105097089,107742474,765844733,3958235396,2559406410,2013587443,3502566343,3299307785,1745479378,3081545123,124613898,3755868780,3598322877,179223465,1812557432,3956861954,2651326857,194151361,2416143370,78507254,2549320192,4010149864,261028093,786699]],[[],6,[1279543620,0]]]}',
  ) as CodecTable,
);

export const decode_get_anchor_entries = (bytes: Uint8Array) =>
  decode(0, bytes) as CanisterMethods['get_anchor_entries']['args'];
export const encode_get_anchor_entries = (
  r0: Encodable<CanisterMethods['get_anchor_entries']['results'][0]>,
) => encode(0, [r0]);

export const decode_get_entries = (bytes: Uint8Array) =>
  decode(1, bytes) as CanisterMethods['get_entries']['args'];
export const encode_get_entries = (r0: Encodable<CanisterMethods['get_entries']['results'][0]>) =>
  encode(1, [r0]);

export const decode_http_request = (bytes: Uint8Array) =>
  decode(2, bytes) as CanisterMethods['http_request']['args'];
export function encode_http_request(
  r0: Encodable<CanisterMethods['http_request']['results'][0]>,
): Uint8Array {
  begin(2);
  write_HttpResponse(r0);
  return finishMessage();
}
export const exact_start_of_http_request = (bytes: Uint8Array) => exactStart(2, bytes);
export const begin_http_request = () => begin(2);

export const decode_status = (bytes: Uint8Array) => decode(3, bytes) as CanisterMethods['status']['args'];
export const encode_status = (r0: Encodable<CanisterMethods['status']['results'][0]>) => encode(3, [r0]);

export const decode_write_entry = (bytes: Uint8Array) =>
  decode(4, bytes) as CanisterMethods['write_entry']['args'];
export const encode_write_entry = () => encode(4, []);

/** The arguments of `init` and `post_upgrade`. */
export const decode_init = (bytes: Uint8Array) => decode(5, bytes) as InitArgs;

function write_HttpResponse(value: Encodable<HttpResponse>): void {
  writeBlob(value.body);
  writeUnsigned(value.headers.length);
  for (let i = 0; i < value.headers.length; i++) {
    const item = value.headers[i]!;
    write_HeaderField(item);
  }
  writeUint16(value.status_code);
}

function write_HeaderField(value: Encodable<HeaderField>): void {
  writeText(value[0]);
  writeText(value[1]);
}
