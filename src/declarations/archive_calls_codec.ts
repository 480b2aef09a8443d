/* eslint-disable */
// Generated from archive_calls.did.ts by scripts/generate_codec.ts: change that, not this.

import { createMessageCodec } from '../backend/encoding/candid/message_codec.ts';
import { MAX_REPLY_STEPS } from '../backend/encoding/candid/message_reader.ts';
import type { CodecTable, Encodable } from '../backend/encoding/candid/message_codec.ts';
import type { CanisterMethods as Methods } from './archive_calls_types.ts';

const { decode, encode } = createMessageCodec(
  JSON.parse(
    '{"types":[[-20,1313628723,"canister_id",-24],[-20,100394802,"status",2,1054895615,"memory_size",-3,2190693645,"cycles",-3,2336062691,"settings",3,2733945392,"idle_cycles_burned_per_day",-3,2928387969,"module_hash",5],[-21,1130484237,"stopped",-1,2990082932,"stopping",-1,3949555199,"running",-1],[-20,238856128,"freezing_threshold",-3,570880087,"controllers",4,3844961758,"memory_allocation",-3,4174053672,"compute_allocation",-3],[-19,-24],[-18,6],[-32],[-20,1037251655,"sequence_number",-8,1618033269,"anchor",-8,2688582695,"operation",8,2781795542,"timestamp",-8,3068679307,"caller",-24],[-21,905198611,"add_openid_credential",9,915049783,"update_account",10,941544577,"replace_device",13,1316718465,"update_name",-1,1402673450,"create_account",22,1530378585,"delete_account",-1,1729559398,"remove_name",-1,2049438260,"add_device",23,2179934966,"remove_openid_credential",9,2959602565,"identity_metadata_replace",24,3031140369,"register_anchor",23,3638261478,"register_anchor_with_openid_credential",9,3725339468,"update_device",25,3795862633,"add_name",-1,3948421745,"remove_device",31],[-20,5247305,"iss",-15],[-20,1224700491,"name",11],[-18,12],[-21,4156916544,"redacted",-1],[-20,1335880149,"new_device",14,2512767086,"old_device",6],[-20,1258363366,"origin",15,1684155417,"protection",16,1727183618,"pubkey",6,2438317060,"metadata_keys",17,2975220890,"key_type",19,3878670750,"purpose",20,4147013763,"credential_id",21],[-18,-15],[-21,439399861,"unprotected",-1,2492084014,"protected",-1],[-18,18],[-19,-15],[-21,1744417459,"platform",-1,3053362247,"seed_phrase",-1,3484244626,"cross_platform",-1,3782943626,"unknown",-1,4220448004,"browser_storage_key",-1],[-21,3461496,"authentication",-1,2911501653,"recovery",-1],[-18,6],[-20,1224700491,"name",12],[-20,1903680662,"device",14],[-20,2438317060,"metadata_keys",18],[-20,769593633,"new_values",26,1903680662,"device",6],[-20,563171728,"alias",11,1258363366,"origin",27,1684155417,"protection",28,2438317060,"metadata_keys",17,2975220890,"key_type",29,3878670750,"purpose",30,4147013763,"credential_id",21],[-34,15],[-18,16],[-18,19],[-18,20],[-20,1903680662,"device",6],[-19,33],[-20,1037251655,"sequence_number",-8,1887860850,"entry",6,2710161043,"anchor_number",-8,2781795542,"timestamp",-8]],"requests":[[[1],"DIDL\\u0006k\\u0003¤\\u0004ôä\\u000bÿÛ¥Û\\u000emhl\\u0004ÀÏòq}×à\\u0002\\u0001Þëµ©\\u000e}¨¬Æ\\u000f}m{n\\u0003l\\u0006²Îï/\\u0000ÿÛ÷\\u0003}ªÍ\\b}ãùõÙ\\b\\u0002°äÒ\\n}Ï®ô\\n\\u0004\\u0001\\u0005"],[[7],"DIDL\\u001al\\u0001É¢À\\u0002qk\\u0001À¾\\u000fn\\u0001l\\u0001ËäýÇ\\u0004\\u0002nqk\\u0002µëÂÑ\\u0001®Þ¨¤\\tm{mqn\\u0007k\\u0005³åæ¿\\u0006Ç¸ú¯\\u000bµµý\\fÇì\\u000eÚ»Ü\\u000fk\\u0002ø¢Ó\\u0001Õú§ì\\nn\\u0006l\\u0007æ³Ø\\u0004\\u0004Ø£\\u0006\\u0005öÊ·\\u0006\\u0006×\\t\\bÙ\\u000b\\t£¿¹\\u000e\\nÑ¹¹\\u000f\\u000bl\\u0002ÕÓÿü\\u0004\\fî®\\t\\u0006l\\u0001ËäýÇ\\u0004\\u0001l\\u0001¹ß\\u0007\\fl\\u0001×\\t\\u0007n\\u0004n\\u0005n\\tn\\nl\\u0007£Å\\u0002\\u0002æ³Ø\\u0004\\u0011Ø£\\u0006\\u0012×\\t\\bÙ\\u000b\\u0013£¿¹\\u000e\\u0014Ñ¹¹\\u000f\\u000bl\\u0002¡¢üî\\u0002\\u0015¹ß\\u0007\\u0006l\\u0001¹ß\\u0007\\u0006k\\u000føÐ¯\\u0003\\u0000·ª´\\u0003\\u0003©ûÀ\\u0003\\rîó\\u0004ª²ì\\u0005\\u000eÙòÞÙ\\u0005æöÛ¸\\u0006´äÑ\\u0007\\u000föÕ¼\\b\\u0000ç\\u000b\\u0010®¥\\u000b\\u000fæííÆ\\r\\u0000ÌÖ°ð\\r\\u0016é\\u000eñÄàÚ\\u000e\\u0017l\\u0005ÇèÌî\\u0003xõôÄ\\u0006x§\\n\\u0018Ö©»®\\nx©¡·\\u000bh\\u0001\\u0019"],[[32],"DIDL\\u0003m{l\\u0004ÇèÌî\\u0003xòð\\u0007\\u0000§\\nxÖ©»®\\nxm\\u0001\\u0001\\u0002"]],"replies":[[[-8],7,[1279543620,7864576]],[[0],15,[1279543620,3003214849,83014084,360]]]}',
  ) as CodecTable,
  MAX_REPLY_STEPS,
);

export const encode_acknowledge_entries_request = (
  a0: Encodable<Methods['acknowledge_entries']['args'][0]>,
) => encode(0, [a0]);

export const encode_canister_status_request = (a0: Encodable<Methods['canister_status']['args'][0]>) =>
  encode(1, [a0]);

export const decode_canister_status_reply = (bytes: Uint8Array) =>
  decode(0, bytes) as Methods['canister_status']['results'];

export const decode_entry_reply = (bytes: Uint8Array) => decode(1, bytes) as Methods['entry']['results'];

export const decode_fetch_entries_reply = (bytes: Uint8Array) =>
  decode(2, bytes) as Methods['fetch_entries']['results'];
