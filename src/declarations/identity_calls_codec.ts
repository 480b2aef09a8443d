/* eslint-disable */
// Generated from identity_calls.did.ts by scripts/generate_codec.ts: change that, not this.

import { createMessageCodec } from '../backend/encoding/candid/message_codec.ts';
import { MAX_REPLY_STEPS } from '../backend/encoding/candid/message_reader.ts';
import type { CodecTable, Encodable } from '../backend/encoding/candid/message_codec.ts';
import type { CanisterMethods as Methods } from './identity_calls_types.ts';

const { decode, encode } = createMessageCodec(
  JSON.parse(
    '{"types":[[-20,173304266,"max_entries_per_call",-6,606026947,"polling_interval_ns",-8,2653929894,"ii_canister",-24,3008621971,"error_buffer_limit",-6],[-20,1313628723,"canister_id",-24],[-20,2928387969,"module_hash",3],[-18,4],[-32],[-20],[-20,1037251655,"sequence_number",-8,1618033269,"anchor",-8,2688582695,"operation",7,2781795542,"timestamp",-8,3068679307,"caller",-24],[-21,905198611,"add_openid_credential",8,915049783,"update_account",9,941544577,"replace_device",12,1316718465,"update_name",-1,1402673450,"create_account",21,1530378585,"delete_account",-1,1729559398,"remove_name",-1,2049438260,"add_device",22,2179934966,"remove_openid_credential",8,2959602565,"identity_metadata_replace",23,3031140369,"register_anchor",22,3638261478,"register_anchor_with_openid_credential",8,3725339468,"update_device",24,3795862633,"add_name",-1,3948421745,"remove_device",30],[-20,5247305,"iss",-15],[-20,1224700491,"name",10],[-18,11],[-21,4156916544,"redacted",-1],[-20,1335880149,"new_device",13,2512767086,"old_device",4],[-20,1258363366,"origin",14,1684155417,"protection",15,1727183618,"pubkey",4,2438317060,"metadata_keys",16,2975220890,"key_type",18,3878670750,"purpose",19,4147013763,"credential_id",20],[-18,-15],[-21,439399861,"unprotected",-1,2492084014,"protected",-1],[-18,17],[-19,-15],[-21,1744417459,"platform",-1,3053362247,"seed_phrase",-1,3484244626,"cross_platform",-1,3782943626,"unknown",-1,4220448004,"browser_storage_key",-1],[-21,3461496,"authentication",-1,2911501653,"recovery",-1],[-18,4],[-20,1224700491,"name",11],[-20,1903680662,"device",13],[-20,2438317060,"metadata_keys",17],[-20,769593633,"new_values",25,1903680662,"device",4],[-20,563171728,"alias",10,1258363366,"origin",26,1684155417,"protection",27,2438317060,"metadata_keys",16,2975220890,"key_type",28,3878670750,"purpose",29,4147013763,"credential_id",20],[-34,14],[-18,15],[-18,18],[-18,19],[-20,1903680662,"device",4],[-20,4849238,"arg",4,265441191,"wasm_module",4,1214305123,"mode",32,1313628723,"canister_id",-24],[-21,1664201884,"upgrade",-1,2375734555,"install",-1]],"requests":[[[2],"DIDL\\u0003m{n\\u0000l\\u0001Ï®ô\\n\\u0001\\u0001\\u0002"],[[1],"DIDL\\u0001l\\u0001³Ä±ò\\u0004h\\u0001\\u0000"]],"replies":[[[0],32,[1279543620,3389287425,2052248019,2700933571,2208724994,1745482175,2597313427,96779]],[[1],15,[1279543620,3003214849,83014084,360]],[[5],9,[1279543620,16804865,0]],[[6],381,[1279543620,3372313626,1896005794,2260730219,2131738262,23855470,3355305163,1903034884,3954508395,2130825666,2762530478,2070773513,124678509,3853714795,2131148774,2952444103,3046276875,2131557813,2347550602,3666116366,2131745979,2734162539,3581870547,183281658,1812360831,2226382343,2567177432,111380696,3405152773,2214987447,160094088,3649673736,2651392906,247054243,3117515530,1812664249,4292072706,3993765116,162437008,3405868038,80215524,2516675585,126607289,2214685708,160094088,1845784071,1846111749,2416405514,42780067,2226382338,2568029400,111380696,3616048146,2584217994,193649033,3215171091,2199129785,263829969,2701290507,49216674,3753481749,1812334475,3753481729,1795557259,3505951503,3070231471,62171802,4222189827,2165113792,83095183,3971132031,3641574812,98164466,3690391167,3028223672,131178468,3168138767,2231371919,193175527,2928709904,3859745701,231140845,2966866944,3910536688,244482440,3771003263,1813450458,3437807365,4118283246,109298932,2189993848,3591899778,179223465,2712243064,23595959,25]],[[31],47,[1279543620,1803250947,3337198594,2608793241,149744554,3590614143,174076,2127142823,2208752384,3003188419,83014084,131432]]]}',
  ) as CodecTable,
  MAX_REPLY_STEPS,
);

export const encode_archive_init_request = (a0: Encodable<Methods['archive_init']['args'][0]>) =>
  encode(0, [a0]);

export const encode_canister_status_request = (a0: Encodable<Methods['canister_status']['args'][0]>) =>
  encode(1, [a0]);

export const decode_canister_status_reply = (bytes: Uint8Array) =>
  decode(0, bytes) as Methods['canister_status']['results'];

export const encode_create_canister_request = (a0: Encodable<Methods['create_canister']['args'][0]>) =>
  encode(2, [a0]);

export const decode_create_canister_reply = (bytes: Uint8Array) =>
  decode(1, bytes) as Methods['create_canister']['results'];

export const encode_entry_request = (a0: Encodable<Methods['entry']['args'][0]>) => encode(3, [a0]);

export const encode_install_code_request = (a0: Encodable<Methods['install_code']['args'][0]>) =>
  encode(4, [a0]);
